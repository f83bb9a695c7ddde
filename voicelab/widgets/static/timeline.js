var K=new Set;function Z(r){let t=new URL(r);t.protocol==="http:"?K.add(t.host):K.delete(t.host)}var He=window.WebSocket;function tt(r){r.stopPropagation(),r.repeat&&r.key==="Enter"&&r.target.closest("button")&&r.preventDefault()}function Vt(r){let t="/",e=qt(r.config);typeof e.baseUrl=="string"?t=e.baseUrl:r.bodyBaseUrl&&(t=r.bodyBaseUrl);let o=new URL(t,`${r.origin}/`);return o.href.endsWith("/")?o.href:`${o.href}/`}function qt(r){if(!r)return{};try{let t=JSON.parse(r);return typeof t=="object"&&t!==null?t:{}}catch{return{}}}function Y(r){return r==="localhost"||r==="[::1]"||/^127(\.\d+){3}$/.test(r)}function et(r,t){let e=[];return t.url&&!Y(new URL(t.url).hostname)&&e.push(Yt(t.url)),t.port&&(r.origin.startsWith("http")&&e.push(`${Vt(r)}proxy/${t.port}/`),(r.origin==="null"||Kt(r)||Y(ot(r.origin)))&&e.push(`http://127.0.0.1:${t.port}/`)),e}function Kt(r){return r.origin.startsWith("vscode-webview:")}function nt(r){return r.config!==null||r.bodyBaseUrl!==null||Y(ot(r.origin))?"Run the cell with %load_ext voicelab again. If that does not help, voicelab doctor says what stops it.":"This page is no Jupyter's, and the lab is on the kernel's machine. Open the notebook in JupyterLab, in a browser; here lab.caller(...) places calls, and call.plot() and call.audio() show them."}function ot(r){try{return new URL(r).hostname}catch{return""}}function Yt(r){return r.endsWith("/")?r:`${r}/`}function rt(r,t){let e=new URL(t,r);return e.protocol=e.protocol==="https:"?"wss:":"ws:",e.href}function k(r){return typeof r!="object"||r===null?null:typeof r.type=="string"?r:null}var y=class extends Error{constructor(e,o,n=null){super(e);this.cure=o;this.code=n}cure;code},Gt=1500,Qt=15e3;function it(r,t,e){return new Promise((o,n)=>{let s=[setTimeout(()=>t("waiting for the kernel"),Gt),setTimeout(()=>t("no answer from the kernel: was it started anew? Run this cell again"),Qt)],i=()=>{for(let u of s)clearTimeout(u);r.off("msg:custom",a),e.removeEventListener("abort",l)},l=()=>{i(),n(e.reason)},a=u=>{let d=k(u);d?.type==="credentials"&&(i(),typeof d.error=="string"?n(new y(d.error,String(d.cure??""))):o(Jt(d)))};if(e.aborted){l();return}e.addEventListener("abort",l),r.on("msg:custom",a);try{r.send({type:"credentials"})}catch{i(),n(new y("The kernel that made this is gone, and its lab with it.","Run the cell with %load_ext voicelab, then this cell again."))}})}function Jt(r){let t=e=>typeof e=="string"&&e?e:null;return{port:typeof r.port=="number"?r.port:null,url:t(r.url),account_sid:t(r.account_sid),token:t(r.token),observe_token:t(r.observe_token)}}function st(){return{origin:location.origin,config:document.getElementById("jupyter-config-data")?.textContent??null,bodyBaseUrl:document.body.dataset.baseUrl??null}}async function lt(r){let t=[];for(let e of et(st(),r))if(t.push(e),await Xt(e,r))return Z(e),e;throw new y(`The lab does not answer${t.length?` at ${t.join(" or ")}`:""}.`,nt(st()))}async function Xt(r,t){let e=t.account_sid,o=e?`?account_sid=${encodeURIComponent(e)}`:"",n=await Zt(r,o,t.token??t.observe_token);return!!n?.voicelab&&(!e||n?.account_sid===e)}async function Zt(r,t,e){let n=new URL(r,location.href).origin===location.origin&&e?{"X-Twilio-Token":e}:{};try{let s=AbortSignal.timeout(4e3),i=await fetch(`${r}health${t}`,{headers:n,signal:s,cache:"no-store"});return i.ok?await i.json():null}catch{return null}}async function at(r,t){try{let e=await fetch(`${r}lab/v1/tokens/renew`,{method:"POST",headers:{"Content-Type":"application/json"},body:JSON.stringify({token:t}),signal:AbortSignal.timeout(8e3)});if(!e.ok)return null;let o=await e.json();return typeof o.token=="string"?o.token:null}catch{return null}}function ut(r){try{let t=(r.split(".")[1]??"").replaceAll("-","+").replaceAll("_","/"),e=JSON.parse(atob(t)),o=Number(e.exp)-Number(e.nbf);return o>0?o:null}catch{return null}}var ct=300,te=8e3,G=.5,ee=.1,$=class{constructor(t,e,o){this.base=t;this.token=e;this.hooks=o;this.#i(G)}base;token;hooks;#t=null;#e=!1;#r=!1;#n=ct;#o;#s;#l=null;watch(t){this.#l=t,this.#t?this.#t.readyState===WebSocket.OPEN&&this.#d():this.#u()}close(){this.#r=!0,clearTimeout(this.#o),clearTimeout(this.#s),this.#t?.close(),this.#t=null}#i(t){clearTimeout(this.#s);let e=ut(this.token);e!==null&&(this.#s=setTimeout(()=>{this.#c()},e*t*1e3))}async#c(){let t=await at(this.base,this.token);if(!this.#r){if(!t)return this.#i(ee);this.token=t,this.#e&&this.#t?.readyState===WebSocket.OPEN&&this.#t.send(JSON.stringify({renew:t})),this.hooks.renewed?.(t),this.#i(G)}}#d(){this.#l&&this.#t?.send(JSON.stringify({token:this.token,...this.#l}))}#u(){if(this.#r)return;let t=new WebSocket(rt(this.base,"observe"));this.#t=t,this.#e=!1;let e=null;t.onopen=()=>this.#d(),t.onmessage=o=>{let n=ne(o.data);n&&(n.event==="hello"?(this.#n=ct,this.#e||this.hooks.state?.(!0),this.#e=!0):n.event==="refused"?e=this.hooks.refused(typeof n.code=="number"?n.code:null,String(n.message)):n.event!=="renewed"&&this.hooks.event(n))},t.onclose=async()=>{if(this.#t===t){if(this.#t=null,this.#e&&this.hooks.state?.(!1),e){let o=await e;if(o===null)return;this.token=o,this.#i(G)}this.#o=setTimeout(()=>this.#u(),this.#n),this.#n=Math.min(te,this.#n*2)}}}};function ne(r){if(typeof r!="string")return null;try{let t=JSON.parse(r);if(typeof t=="object"&&t!==null&&"event"in t)return t}catch{}return null}var S=class{rate;#t=new Float32Array(1024);#e=new Float32Array(1024/64);#r=0;#n=Number.POSITIVE_INFINITY;constructor(t=50){this.rate=t}get start(){return this.#n/this.rate}get end(){return this.#r/this.rate}push(t,e){let o=Math.max(0,Math.round(t*this.rate));e.length&&(this.#n=Math.min(this.#n,o));for(let n of e){if(o>=72e4)return;o>=this.#t.length&&this.#o(o+1);let s=Number.isFinite(n)?Math.min(1,Math.max(0,n)):0;this.#t[o]=s;let i=Math.floor(o/64);this.#e[i]=Math.max(this.#e[i]??0,s),o+=1,this.#r=Math.max(this.#r,o)}}spread(t,e,o){let n=Math.max(0,Math.round(o.length/e*this.rate)),s=[];for(let i=0;i<n;i+=1){let l=Math.floor(i/this.rate*e+1e-6),a=Math.max(l+1,Math.ceil((i+1)/this.rate*e-1e-6));s.push(Math.max(0,...o.slice(l,a)))}this.push(t,s)}#o(t){let e=this.#t.length;for(;e<t;)e*=2;let o=new Float32Array(e);o.set(this.#t);let n=new Float32Array(e/64);n.set(this.#e),this.#t=o,this.#e=n}peak(t,e){let o=Math.max(0,Math.floor(t*this.rate+1e-6)),n=Math.min(this.#r,Math.max(o+1,Math.ceil(e*this.rate-1e-6))),s=0;for(;o<n;)o%64===0&&o+64<=n?(s=Math.max(s,this.#e[o/64]??0),o+=64):(s=Math.max(s,this.#t[o]??0),o+=1);return s}},L=class{#t=null;#e=0;learn(t,e){let o=t-e,n=this.#t===null?o:this.#t-.005*Math.max(0,e-this.#e);this.#t=Math.max(o,n),this.#e=e}time(t){return this.#t===null?null:this.#t+t}};var m=r=>typeof r=="string"?r:r==null?"":String(r),f=r=>typeof r=="number"&&Number.isFinite(r)?r:null,dt=r=>typeof r!="object"||r===null?{}:Object.fromEntries(Object.entries(r).map(([t,e])=>[t,m(e)])),ht=r=>Array.isArray(r)?r:[],R=class{callSid;clock=new L;inbound=new S;outbound=new S;verbs=[];exchanges=[];documents=[];digits=[];speech=[];statuses=[];notices=[];qualities=[];from="";to="";direction="";status="";endedAt=null;reason="";revision=0;#t=Number.NEGATIVE_INFINITY;#e=0;constructor(t){this.callSid=t}restart(){for(let t of[this.verbs,this.exchanges,this.documents,this.digits,this.speech])t.length=0;this.statuses.length=0,this.notices.length=0,this.qualities.length=0,this.#t=Number.NEGATIVE_INFINITY,this.status="",this.endedAt=null,this.revision+=1}apply(t,e){let o=f(t.at)??0;if(t.event==="envelope"){let n=ht(t.inbound),s=ht(t.outbound);this.inbound.push(o,n),this.outbound.push(o,s),e!==void 0&&this.clock.learn(o+Math.max(n.length,s.length)/this.inbound.rate,e);return}e!==void 0&&this.clock.learn(o,e),this.revision+=1,this.#r(t,o)}#r(t,e){switch(t.event){case"call-created":this.from=m(t.from_??t.from),this.to=m(t.to),this.direction=m(t.direction),this.#n(e,m(t.status));break;case"call-status-changed":this.#n(e,m(t.status));break;case"call-ended":this.endedAt=e,this.reason=m(t.reason),this.#n(e,m(t.status));for(let o of this.verbs)o.end??=e;break;case"webhook-started":this.exchanges.push({exchange:f(t.exchange)??this.exchanges.length+1,method:m(t.method),url:m(t.url),purpose:m(t.purpose),parameters:dt(t.parameters),signature:m(t.signature),start:e,duration:null,status:null,contentType:"",body:"",errorCode:null});break;case"webhook-answered":{let o=this.exchanges.find(n=>n.exchange===t.exchange);if(!o)break;o.duration=f(t.duration)??Math.max(0,e-o.start),o.status=f(t.status),o.contentType=m(t.content_type),o.body=m(t.body),o.errorCode=f(t.error_code);break}case"document-started":this.documents.push({document:f(t.document)??this.documents.length+1,url:m(t.url),source:m(t.source),at:e});break;case"verb-started":this.verbs.push({id:f(t.verb_id)??0,verb:m(t.verb),attributes:dt(t.attributes),text:m(t.text),line:f(t.line)??0,column:f(t.column)??0,document:f(t.document)??0,parent:f(t.parent_id),start:e,end:null,outcome:""});break;case"verb-ended":{let o=this.verbs.find(n=>n.id===t.verb_id);if(!o)break;o.end=e,o.outcome=m(t.outcome);break}case"digit-pressed":this.digits.push({at:e,digit:m(t.digit),via:m(t.via)});break;case"speech-heard":this.speech.push({at:e,text:m(t.text),final:t.final===!0});break;case"quality-sampled":if(Math.abs(e-this.#t)>.4)this.#e=this.qualities.length;else for(let o of this.qualities.slice(this.#e))o.at=Math.max(0,o.at-1);this.#t=e,this.qualities.push({at:e,rtt:f(t.rtt),jitter:f(t.jitter),loss:f(t.loss),mos:f(t.mos)});break;case"notified":this.notices.push({at:e,code:f(t.code),level:m(t.level),message:m(t.message),cure:m(t.cure),line:f(t.line),column:f(t.column),document:f(t.document)});break}}#n(t,e){!e||e===this.status||(this.status=e,this.statuses.push({at:t,status:e}))}time(t){return this.endedAt!==null?this.endedAt:this.clock.time(t)??this.lastKnown}get lastKnown(){let t=Math.max(this.inbound.end,this.outbound.end,this.endedAt??0);for(let e of this.verbs)t=Math.max(t,e.end??e.start);for(let e of this.exchanges)t=Math.max(t,e.start+(e.duration??0));return t}qualityAt(t){return this.qualities.findLast(e=>e.at<=t)??null}running(t){return this.verbs.filter(e=>e.start<=t&&(e.end===null||e.end>t))}get currentVerb(){for(let t=this.verbs.length-1;t>=0;t-=1){let e=this.verbs[t];if(e&&e.end===null)return e}return null}};function T(r){let t=r.attributes,e=r.text.replace(/\s+/g," ").trim();switch(r.verb){case"Say":return e?`“${e}”`:"";case"Play":return t.digits?`keys ${t.digits}`:e.split(/[?#]/)[0]?.split("/").filter(Boolean).at(-1)??"";case"Gather":{let o=t.input??"dtmf";if(o==="speech")return"listens for words";let n=t.numDigits,s=n?`${n} digit${n==="1"?"":"s"}`:"digits";return o.includes("speech")?`waits for words or ${s}`:`waits for ${s}`}case"Pause":return`${t.length??"1"} s`;case"Record":return t.maxLength?`up to ${t.maxLength} s`:"";case"Enqueue":case"Dial":case"Redirect":case"Client":case"Number":case"Conference":case"Queue":return e;default:return""}}var oe=5e3,re=4e3,C=class{constructor(t,e,o){this.model=t;this.changed=o;this.story=new R(e),t.on("msg:custom",this.#i),this.#o()}model;changed;story;trouble=null;waiting="looking for the lab";#t=null;#e=new AbortController;#r;#n=!1;close(){this.#e.abort(new DOMException("closed","AbortError")),clearTimeout(this.#r),this.#t?.close(),this.model.off("msg:custom",this.#i)}async#o(){this.#t?.close();try{let t=await this.#s(),e=t.observe_token;if(!e)throw new y("The kernel gave no token.","Run the cell again.");let o=await lt(t);if(this.#e.signal.aborted)return;this.#t?.close(),this.#t=new $(o,e,{event:n=>{n.call_sid===this.story.callSid&&(this.story.apply(n,performance.now()/1e3),n.event!=="envelope"&&this.#l(),this.changed(n.event!=="envelope"))},refused:async()=>(await this.#s().catch(()=>null))?.observe_token??null,state:n=>{n&&this.story.restart(),this.waiting=n?"":"the lab went away",clearTimeout(this.#r),n||(this.#r=setTimeout(()=>{this.#o()},re)),this.changed(!0)}}),this.#t.watch({calls:[this.story.callSid],history:!0,envelope:!0}),this.trouble=null}catch(t){if(this.#e.signal.aborted)return;this.trouble=t instanceof y?t:new y(String(t),"Run the cell again."),this.#r=setTimeout(()=>{this.#o()},oe)}this.changed(!0)}#s(){return it(this.model,t=>{this.waiting=t,this.changed(!0)},this.#e.signal)}#l(){this.#n||this.story.endedAt===null||this.story.inbound.end>0&&this.story.inbound.start<1||(this.#n=!0,this.model.send({type:"envelope"}))}#i=t=>{let e=k(t);if(e?.type==="moved"&&this.#o(),e?.type!=="envelope")return;let o=Number(e.rate);if(!(o>0))return;let n=Number(e.start)||0;this.story.inbound.spread(n,o,pt(e.inbound)),this.story.outbound.spread(n,o,pt(e.outbound)),this.changed(!0)}};function pt(r){return Array.isArray(r)?r.map(t=>Array.isArray(t)?Math.max(Math.abs(Number(t[0])),Math.abs(Number(t[1]))):Number(t)):[]}var mt=`.vl-cell {
  max-width: 1100px;
  overflow: hidden;
}

.vl-cell-top {
  display: flex;
  align-items: center;
  flex-wrap: wrap;
  gap: 4px 10px;
  padding: 10px 14px 6px;
}

.vl-cell-top b {
  font-size: 13.5px;
}

.vl-cell-top .vl-count {
  margin-left: auto;
  color: var(--vl-warm-text);
}

.vl-cell-top .vl-count[data-level="error"] {
  color: var(--vl-head);
}

.vl-cell-top .vl-count:empty {
  visibility: hidden;
}

.vl .vl-cell-top button {
  display: flex;
  align-items: center;
  gap: 7px;
  height: 32px;
}

.vl-lines {
  container-type: inline-size;
  padding: 2px 8px 12px;
  overflow-x: auto;
}

.vl-lines ol {
  list-style: none;
  margin: 0;
  padding: 0;
  width: max-content;
  min-width: 100%;
}

.vl-lines li {
  display: grid;
  grid-template-columns: 2.2em 1fr;
  gap: 0 10px;
  padding: 0 6px;
  border-radius: 5px;
  min-height: 20px;
  margin: 0;
}

.vl-lines li.vl-finding {
  display: block;
  padding: 0;
  position: sticky;
  left: 0;
  width: fit-content;
}

.vl-lines li code {
  font: inherit;
  color: inherit;
  background: none;
  padding: 0;
  white-space: pre;
}

.vl-lines li > span {
  color: var(--vl-soft);
  text-align: right;
  user-select: none;
}

.vl-lines li.vl-found,
.vl-lines li.vl-lit {
  background: var(--vl-warm);
}

.vl-lines li.vl-around {
  box-shadow: inset 3px 0 0 var(--vl-warm-line);
  border-radius: 0;
}

.vl-lines p {
  margin: 1px 0 3px;
  padding: 1px 6px 1px calc(2.2em + 16px);
  color: var(--vl-warm-text);
  white-space: normal;
  max-width: min(78em, calc(100cqw - 4px));
}

.vl-lines p[data-level="error"] {
  color: var(--vl-head);
}

.vl-lines p b {
  font-weight: 600;
}

.vl-outline {
  padding: 0 14px 10px;
}

.vl-outline summary {
  color: var(--vl-soft);
  cursor: pointer;
  width: fit-content;
}

.vl-outline ol {
  list-style: none;
  margin: 4px 0 0;
  padding: 0;
}

.vl-outline li {
  color: var(--vl-soft);
  line-height: 20px;
  margin: 0;
}

.vl-outline li b {
  font-weight: 500;
  color: var(--vl-text);
}
`;function c(r,t={},...e){let o=document.createElement(r);for(let[n,s]of Object.entries(t))s==null||s===!1||(typeof s=="function"?o.addEventListener(n.slice(2),s):o.setAttribute(n,s===!0?"":String(s)));return o.append(...e),o}function Q(r,t=16){let e=document.createElementNS("http://www.w3.org/2000/svg","svg");for(let[n,s]of Object.entries({viewBox:"0 0 24 24",width:t,height:t,fill:"currentColor","aria-hidden":"true"}))e.setAttribute(n,String(s));let o=document.createElementNS("http://www.w3.org/2000/svg","path");return o.setAttribute("d",r),e.append(o),e}function M(r,t){r.textContent!==t&&(r.textContent=t)}function w(r,t,e){r.getAttribute(t)!==e&&r.setAttribute(t,e)}function N(r,t,e){let o=r.getRootNode(),n=o instanceof ShadowRoot?o:document.head,s=`voicelab-${t}`,i=n.querySelector(`style[data-voicelab="${s}"]`);i||(i=c("style",{"data-voicelab":s}),n.append(i)),i.textContent!==e&&(i.textContent=e)}var ft="M8 5v14l11-7z",vt="M7 5h4v14H7zm6 0h4v14h-4z",bt="M19 13h-6v6h-2v-6H5v-2h6V5h2v6h6z",gt="M5 11h14v2H5z";var P;function E(){return P??=new AudioContext,P.state==="suspended"&&P.resume().catch(()=>{}),P}var ie=59,le=25,O=class{constructor(t,e){this.model=t;this.ended=e}model;ended;#t=[];#e;#r=0;#n=0;#o=0;get playing(){return this.#t.length>0}get time(){return this.#n+E().currentTime-this.#r}async play(t){this.stop();let e=this.#o,o=E(),n=await this.#i(t);if(e!==this.#o)return;let s=Math.max(0,t-n.start);if(s>=n.buffer.duration)throw new y("There is no sound after this point.","Move the playhead back.");this.#r=o.currentTime,this.#n=n.start+s,this.#s(n,s,o.currentTime)}stop(){this.#o+=1,clearTimeout(this.#e);let t=this.#t;this.#t=[];for(let e of t)e.stop()}#s(t,e,o){let n=E(),s=n.createBufferSource();if(s.buffer=t.buffer,s.connect(n.destination),s.onended=()=>{this.#t.includes(s)&&(this.#t=this.#t.filter(a=>a!==s),this.#t.length===0&&this.ended())},s.start(o,e),this.#t.push(s),t.buffer.duration<ie)return;let i=o+t.buffer.duration-e,l=Math.max(0,i-le-n.currentTime);this.#e=setTimeout(()=>{this.#l(t.start+t.buffer.duration,i,this.#o)},l*1e3)}async#l(t,e,o){let n=await this.#i(t).catch(()=>null);n&&o===this.#o&&n.buffer.duration>0&&this.#s(n,0,e)}async#i(t){let{bytes:e,start:o}=await this.#c(t);return{buffer:await E().decodeAudioData(e).catch(()=>{throw new y("The call's sound cannot be read.","Did anything sound in this call yet?")}),start:o}}#c(t){return new Promise((e,o)=>{let n=setTimeout(()=>{s(),o(new y("The kernel does not answer.","Wait until its cell has ended, then play again."))},15e3),s=()=>{clearTimeout(n),this.model.off("msg:custom",i)},i=(l,a)=>{let u=k(l);if(u?.type!=="audio"||u.from!==t)return;s();let d=a[0];if(d){let h=new Uint8Array(d.buffer,d.byteOffset,d.byteLength).slice().buffer;e({bytes:h,start:Number(u.start)||0})}else o(new y(String(u.error??"There is no sound."),String(u.cure??"")))};this.model.on("msg:custom",i),this.model.send({type:"audio",from:t})})}};function ae(r){return r.closest(".jupyter-widgets-disconnected")!==null}function yt(r){return t=>{let{model:e,el:o}=t;return ae(o)?(o.innerHTML=e.get("standing"),()=>o.replaceChildren()):r(t)}}function ue(r){let t=r.match(/[\d.]+/g)?.map(Number);if(!t||t.length<3||t.length>3&&t[3]===0)return null;let[e=0,o=0,n=0]=t.map(s=>{let i=s/255;return i<=.04045?i/12.92:((i+.055)/1.055)**2.4});return .2126*e+.7152*o+.0722*n}function ce(r){let t=document.body.dataset.jpThemeLight;if(t==="true")return!1;if(t==="false"||document.body.classList.contains("vscode-dark"))return!0;if(document.body.classList.contains("vscode-light"))return!1;for(let e=r.parentElement;e;e=e.parentElement){let o=ue(getComputedStyle(e).backgroundColor);if(o!==null)return o<.2}return matchMedia("(prefers-color-scheme: dark)").matches}function xt(r,t){let e=()=>{let i=ce(r)?"dark":"light";r.dataset.vlTheme!==i&&(r.dataset.vlTheme=i,t())},o=new MutationObserver(()=>requestAnimationFrame(e)),n={attributes:!0,attributeFilter:["class","style","data-jp-theme-light","data-theme"]};o.observe(document.body,n),o.observe(document.documentElement,n);let s=matchMedia("(prefers-color-scheme: dark)");return s.addEventListener("change",e),requestAnimationFrame(e),()=>{o.disconnect(),s.removeEventListener("change",e)}}var wt=`.vl-timeline {
  container-type: inline-size;
  padding: 12px 14px;
  max-width: 1400px;
}

.vl-tl-top {
  display: flex;
  align-items: center;
  gap: 4px 10px;
  min-height: 34px;
}

.vl-tl-top b {
  font-size: 14.5px;
}

.vl-tl-top .vl-about {
  flex: 1;
}

.vl-tl-top .vl-quality {
  white-space: nowrap;
  color: var(--vl-soft);
  font-variant-numeric: tabular-nums;
}

.vl-tl-buttons {
  display: flex;
  gap: 4px;
  align-items: center;
}

.vl .vl-tl-buttons button {
  display: flex;
  align-items: center;
  gap: 5px;
  height: 32px;
}

.vl .vl-tl-buttons .vl-play {
  width: 84px;
  justify-content: center;
}

.vl-tl-buttons .vl-now-button[aria-pressed="true"] {
  color: var(--vl-head);
}

.vl-stage {
  display: grid;
  grid-template-columns: 78px 1fr;
  margin-top: 4px;
}

.vl-lane-names {
  position: relative;
  font-size: 12px;
  color: var(--vl-soft);
}

.vl-lane-names span {
  position: absolute;
  line-height: 20px;
}

.vl-track {
  position: relative;
  overflow: hidden;
  cursor: crosshair;
  touch-action: pan-y;
  user-select: none;
}

.vl-scrub {
  position: absolute;
  inset: 0;
}

.vl-scrub:focus-visible {
  outline-offset: -2px;
  border-radius: 4px;
}

.vl-track canvas {
  position: absolute;
  inset: 0;
  width: 100%;
  height: 100%;
}

.vl-world {
  position: absolute;
  inset: 0;
  will-change: transform;
}

.vl .vl-world > * {
  position: absolute;
  white-space: nowrap;
}

.vl .vl-world > .vl-hook {
  height: 22px;
  min-width: 12px;
  padding: 0;
  border-radius: 6px;
  background: var(--vl-tag);
}

.vl .vl-world > .vl-hook:hover {
  background: var(--vl-you);
}

.vl .vl-world > .vl-hook[data-bad] {
  background: var(--vl-stop);
}

.vl .vl-world > .vl-hook[aria-pressed="true"] {
  box-shadow:
    0 0 0 2px var(--vl-card),
    0 0 0 4px var(--vl-tag);
}

.vl .vl-world > .vl-hook-words {
  font-size: 11.5px;
  line-height: 22px;
  color: var(--vl-soft);
  overflow: hidden;
  text-overflow: ellipsis;
  pointer-events: none;
}

.vl .vl-world > .vl-verb {
  height: 20px;
  min-width: 3px;
  padding: 0;
  border-radius: 5px;
  text-align: left;
  font-size: 11.5px;
  line-height: 20px;
  color: var(--vl-chip-text);
  background: var(--vl-chip);
  overflow: hidden;
  text-overflow: ellipsis;
}

.vl .vl-world > .vl-verb:hover {
  background: color-mix(in srgb, var(--vl-chip-text) 14%, var(--vl-chip));
}

.vl .vl-world > .vl-verb[data-runs="true"] {
  color: var(--vl-text);
  background: var(--vl-warm);
}

.vl .vl-world > .vl-verb > span {
  padding: 0 6px;
}

.vl .vl-world > .vl-digit {
  width: 20px;
  height: 20px;
  margin-left: -10px;
  border-radius: 50%;
  text-align: center;
  font-size: 11.5px;
  line-height: 20px;
  color: light-dark(#ffffff, #06122b);
  background: var(--vl-you);
}

.vl .vl-world > .vl-digit[data-tight="true"] {
  width: 3px;
  margin-left: -1.5px;
  border-radius: 1.5px;
  font-size: 0;
}

.vl .vl-world > .vl-spoken,
.vl .vl-world > .vl-moved,
.vl .vl-world > .vl-notice {
  font-size: 11.5px;
  line-height: 20px;
  padding: 0 6px;
  border-radius: 5px;
}

.vl .vl-world > .vl-spoken {
  color: var(--vl-chip-text);
  background: var(--vl-chip);
}

.vl .vl-world > .vl-moved {
  color: var(--vl-soft);
  border-left: 2px solid var(--vl-line);
  border-radius: 0;
}

.vl .vl-world > .vl-moved[data-turned="true"] {
  border-left-color: transparent;
  border-right: 2px solid var(--vl-line);
}

.vl .vl-world > .vl-notice {
  color: var(--vl-warm-text);
  background: var(--vl-warm);
}

.vl .vl-world > .vl-notice[data-level="error"] {
  color: var(--vl-stop-text);
  background: var(--vl-stop);
}

.vl-playhead {
  position: absolute;
  top: 22px;
  bottom: 0;
  left: 0;
  width: 2px;
  margin-left: -1px;
  background: var(--vl-head);
  pointer-events: none;
  will-change: transform;
}

.vl-details {
  display: grid;
  grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
  gap: 8px 18px;
  border-top: 1px solid var(--vl-line);
  margin-top: 8px;
  padding-top: 10px;
  min-height: 116px;
}

.vl-details p {
  margin: 0 0 4px;
}

.vl-details .vl-exchange {
  color: var(--vl-soft);
  display: flex;
  flex-wrap: wrap;
  gap: 0 6px;
}

.vl.vl :where(button).vl-link {
  padding: 0;
  border: 0;
  border-radius: 2px;
  background: none;
  color: inherit;
  text-decoration: underline;
  text-underline-offset: 2px;
}

.vl.vl :where(button).vl-link:hover {
  background: none;
  color: var(--vl-text);
}

.vl-parameters {
  display: flex;
  flex-wrap: wrap;
  gap: 0 16px;
  margin: 2px 0 0;
  max-height: 140px;
  overflow-y: auto;
  overflow-wrap: anywhere;
}

.vl-parameters span > i {
  font-style: normal;
  color: var(--vl-soft);
}

.vl-answer summary {
  width: fit-content;
  cursor: pointer;
  color: var(--vl-soft);
}

.vl .vl-answer pre {
  max-height: 160px;
  margin: 2px 0 0;
  overflow: auto;
  color: inherit;
  background: none;
}

.vl-details .vl-lines {
  padding: 0;
  max-height: 220px;
  overflow: auto;
}

.vl-details .vl-failed {
  color: var(--vl-head);
}

@container (max-width: 620px) {
  .vl-details {
    grid-template-columns: minmax(0, 1fr);
  }

  .vl-stage {
    grid-template-columns: 64px 1fr;
  }

  .vl-tl-top {
    flex-wrap: wrap;
  }

  .vl-tl-buttons {
    margin-left: auto;
  }
}
`;var A=r=>`'${r.replaceAll("'","'\\''")}'`;function kt(r){let{method:t,url:e,signature:o,parameters:n}=r,s=["curl"],i=t!=="GET"&&!he(r);/[[\]{}]/.test(e)&&s.push("--globoff");let l=t==="POST"&&Object.keys(n).length>0;if(t!=="GET"&&!l&&s.push("-X",t),s.push(A(e)),o&&s.push("-H",A(`X-Twilio-Signature: ${o}`)),i)for(let[a,u]of Object.entries(n))s.push("--data-urlencode",A(`${encodeURIComponent(a)}=${u}`));else l&&s.push("-H",A("Content-Type: application/json"),"--data-raw",A(pe(n)));return s.join(" ")}function he({method:r,url:t}){return r==="POST"&&/[?&]bodySHA256=[0-9a-f]{64}$/.test(t)}function pe(r){let t=o=>JSON.stringify(o).replace(/[\u0080-\uffff]/g,n=>`\\u${n.charCodeAt(0).toString(16).padStart(4,"0")}`);return`{${Object.entries(r).map(([o,n])=>`${t(o)}: ${t(n)}`).join(", ")}}`}function Tt(r,t,e){if(!(t>r)||!(e>0))return[];let o=(t-r)/e*72,n=me.find(i=>i>=o)??3600,s=[];for(let i=Math.ceil(r/n-1e-9);i*n<=t;i+=1)s.push(i*n+0);return s}var me=[.05,.1,.2,.5,1,2,5,10,15,30,60,120,300,600,1800,3600];function Mt(r){if(r>=60){let t=Math.round(r);return`${Math.floor(t/60)}:${String(t%60).padStart(2,"0")}`}return`${Number(r.toFixed(2))} s`}var I=class r{from=0;seconds;static shortest=.5;constructor(t=16){this.seconds=t}get to(){return this.from+this.seconds}x(t,e){return(t-this.from)/this.seconds*e}time(t,e){return this.from+t/e*this.seconds}zoom(t,e,o){let n=Math.min(Math.max(r.shortest,this.seconds*t),Math.max(16,o*1.05));this.from=e-(e-this.from)/this.seconds*n,this.seconds=n,this.#t(o)}pan(t,e){this.from+=t,this.#t(e)}fit(t){this.from=0,this.seconds=Math.max(4,t*1.04)}follow(t){let e=this.from+this.seconds*.8;t>e?this.from+=t-e:t<this.from&&(this.from=Math.max(0,t-this.seconds*.2))}#t(t){this.from=Math.max(0,Math.min(this.from,Math.max(0,t*1.05-this.seconds)))}};function Et(r,t){let e=new Map,o=[];for(let n of[...r].sort((s,i)=>s.start-i.start||s.id-i.id)){let s=n.parent===null?0:(e.get(n.parent)??-1)+1;for(;(o[s]??Number.NEGATIVE_INFINITY)>n.start+1e-6;)s+=1;e.set(n.id,s),o[s]=n.end??Math.max(t,n.start)}return e}function At(r,t){let e=null;for(let o of r)o.start<=t&&(!e||o.start>=e.start)&&(e=o);return e??r[0]??null}function H(r){try{let t=new URL(r);return t.pathname+t.search}catch{return r}}function $t(r){return r.length>10?`${r.slice(0,4)}…${r.slice(-2)}`:r}function _(r){return r<10?`${Math.round(r*1e3)} ms`:`${r.toFixed(1)} s`}var St=["Digits","SpeechResult","RecordingUrl","DialCallStatus","CallStatus","From","To","CallSid"];function Lt(r){let t=e=>{let o=St.indexOf(e);return o<0?St.length:o};return Object.entries(r).sort(([e],[o])=>t(e)-t(o))}var fe=/<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<\?[\s\S]*?(?:\?>|$)|<[^>]*>?|[^<]+/g,ve=/(<\/?[\w:.-]*|\/?>)|([\w:.-]+)(?=\s*=)|("[^"]*"?|'[^']*'?)|([^<>"'\w/]+|[\s\S])/g;function Rt(r){let t=[[]],e=(o,n)=>{n.split(`
`).forEach((s,i)=>{i>0&&t.push([]);let l=t.at(-1),a=l?.at(-1);!s||!l||(a?.kind===o?a.text+=s:l.push({kind:o,text:s}))})};for(let[o]of r.replace(/\r\n?/g,`
`).matchAll(fe))if(o.startsWith("<!--"))e("comment",o);else if(o.startsWith("<?"))e("comment",o);else if(!o.startsWith("<")||o.startsWith("<![CDATA["))e("text",o);else for(let[n,s,i]of o.matchAll(ve))e(s?"tag":i?"attribute":"text",n);return t.length>1&&t.at(-1)?.length===0&&t.pop(),t}function Ct(r){return r.map(({kind:t,text:e})=>t==="text"?e:c("span",{class:`vl-${t}`},e))}var F=class{root=c("div",{class:"vl-details"});#t=c("div",{class:"vl-left"});#e=c("div",{class:"vl-lines vl-code",role:"group","aria-label":"Document that runs"});#r="";#n="";#o=null;constructor(){this.root.append(this.#t,this.#e)}show(t,e,o){this.#s(e);let n=t.running(o),s=be(t,n,o);this.#l(s,n,t.notices)}#s(t){let e=t?`${t.exchange} ${t.duration} ${t.status}`:"";if(e===this.#r&&this.#t.firstChild)return;if(this.#r=e,!t){this.#t.replaceChildren(c("p",{class:"vl-soft"},"No request was made yet."));return}let o=[`${t.method} ${H(t.url)}`];t.duration===null?o.push("waiting"):o.push(t.status===null?"no answer":String(t.status),_(t.duration)),t.signature&&o.push("signed");let n=c("button",{type:"button",class:"vl-link"},"copy as curl");n.addEventListener("click",()=>{ge(kt(t),n)});let s=c("p",{class:"vl-exchange",title:t.url},`${o.join(" · ")} ·`,n),i=c("p",{class:"vl-parameters vl-code"});for(let[l,a]of Lt(t.parameters))i.append(c("span",{},c("i",{},`${l}=`),a));if(this.#t.replaceChildren(s,i),t.body&&!t.errorCode){let l=[t.contentType,`${t.body.length} characters`].filter(Boolean).join(", ");this.#t.append(c("details",{class:"vl-answer"},c("summary",{},`answered ${l}`),c("pre",{class:"vl-code"},t.body)))}t.errorCode&&this.#t.append(c("p",{class:"vl-failed"},`Error ${t.errorCode}: ${t.body.slice(0,300)}`))}#l(t,e,o){let n=e.filter(u=>u.document===t?.document).map(u=>u.line),s=o.filter(u=>u.document===null||u.document===t?.document),i=JSON.stringify([t?.document??0,n,s.length]);if(i===this.#n)return;this.#n=i,this.#o=null;let l=c("ol"),a=n.at(-1);for(let u of s)u.line===null&&l.append(Nt(u));Rt(t?.source??"").forEach((u,d)=>{let h=d+1,v=h===a?"vl-lit":n.includes(h)?"vl-around":null,b=c("li",{class:v,"aria-current":h===a?"step":null},c("span",{"aria-hidden":"true"},String(h)),c("code",{},...Ct(u)));h===a&&(this.#o=b),l.append(b);for(let g of s)g.line===h&&t&&l.append(Nt(g))}),this.#e.replaceChildren(l),this.#i()}#i(){let t=this.#o;if(!t)return;let e=t.offsetTop-this.#e.offsetTop,o=this.#e;(e<o.scrollTop||e+t.offsetHeight>o.scrollTop+o.clientHeight)&&(o.scrollTop=Math.max(0,e-o.clientHeight/3))}};function be(r,t,e){let o=t.at(-1)?.document;if(o){let n=r.documents.find(s=>s.document===o);if(n)return n}return r.documents.filter(n=>n.at<=e+1e-6).at(-1)??r.documents[0]??null}function Nt({code:r,level:t,message:e,cure:o,line:n,column:s}){let i=n===null?"":` line ${n}, column ${s??1}`,l=c("b",{},`${r??t}${i}: `);return c("li",{class:"vl-finding"},c("p",{"data-level":t},l,`${e} ${o}`.trim()))}async function ge(r,t){let e="copied";try{await navigator.clipboard.writeText(r)}catch{e=ye(r)?"copied":"the browser does not allow copying"}t.textContent=e,setTimeout(()=>{t.textContent="copy as curl"},1500)}function ye(r){let t=c("textarea",{style:"position: fixed; opacity: 0"});t.value=r,document.body.append(t),t.select();let e=document.execCommand("copy");return t.remove(),e}function Pt(r,t){let e=c("span",{style:"display: none"});r.append(e);let o={};for(let n of t)e.style.color=`var(--vl-${n})`,o[n]=getComputedStyle(e).color;return e.remove(),o}function Ot(r,t,e,o){let n=null,s=i=>Math.max(0,t.time(i.clientX-r.getBoundingClientRect().left,r.clientWidth));r.addEventListener("pointerdown",i=>{i.target.closest("button")||(r.setPointerCapture(i.pointerId),n={x:i.clientX,from:t.from,moved:!1})}),r.addEventListener("pointermove",i=>{if(!n)return;let l=i.clientX-n.x;Math.abs(l)>4&&(n.moved=!0),n.moved&&(t.from=n.from,t.pan(-l/r.clientWidth*t.seconds,e()),o.moved())}),r.addEventListener("pointerup",i=>{let l=n;n=null,l&&!l.moved&&o.seek(s(i))}),r.addEventListener("pointercancel",()=>{n=null}),r.addEventListener("wheel",i=>{let l=Math.abs(i.deltaX)>Math.abs(i.deltaY)||i.shiftKey;if(i.ctrlKey||i.metaKey)t.zoom(Math.exp(i.deltaY*.003),s(i),e());else if(l)t.pan((i.deltaX||i.deltaY)/r.clientWidth*t.seconds,e());else return;i.preventDefault(),o.moved()},{passive:!1})}var W=23,It=84,xe=40,we=20,j=class{constructor(t,e){this.story=t;this.hooks=e}story;hooks;root=c("div",{class:"vl-world"});#t=new Map;#e=new Map;#r=new Map;#n=new Map;#o={hooks:0,verbs:0,digits:0,call:0,notices:0};#s={from:Number.NaN,scale:Number.NaN};build(t,e){let{story:o}=this;this.#o=e,this.#e=this.#t,this.#t=new Map;let n=new Map,s=new Map,i=[...o.exchanges].sort((u,d)=>u.start-d.start);i.forEach((u,d)=>{s.set(u.exchange,this.#a(u,i[d+1]?.start??null))});for(let u of o.verbs)n.set(u.id,this.#p(u,t.get(u.id)??0));this.#i(),this.#c();let l=this.#d();this.#r=n,this.#n=s,this.#l(),this.#e.clear(),this.#s.scale=Number.NaN;let a=l===null?void 0:s.get(l);a&&a!==document.activeElement&&a.focus({preventScroll:!0})}#l(){let t=[...this.#t.values()].map(({element:n})=>n),e=new Set(t);for(let{element:n}of this.#e.values())e.has(n)||n.remove();let o=this.root.firstChild;for(let n of t)n===o?o=o.nextSibling:this.root.insertBefore(n,o)}#i(){let{digits:t,speech:e}=this.story,o=this.#o.digits;t.forEach(({at:n,digit:s,via:i},l)=>{let a=t[l-1]?.at??Number.NEGATIVE_INFINITY,u=Math.min(n-a,(t[l+1]?.at??Number.POSITIVE_INFINITY)-n),d=()=>c("span",{class:"vl-digit",title:`${s} by ${i}`},s);this.#u(`digit ${l}`,`${s} ${i}`,d,n,n,o,{apart:u})}),e.forEach(({at:n,text:s,final:i},l)=>{i&&this.#u(`speech ${l}`,s,()=>c("span",{class:"vl-spoken"},`“${s}”`),n,n,o)})}#c(){let{statuses:t,notices:e}=this.story,o=[...t,...e].map(n=>n.at).sort((n,s)=>n-s);t.forEach(({at:n,status:s},i)=>{let a=(o.find(d=>d>n)??Number.POSITIVE_INFINITY)-n,u=()=>c("span",{class:"vl-moved"},s);this.#u(`status ${i}`,s,u,n,n,this.#o.call,{room:a,beside:0})}),e.forEach((n,s)=>{let i=n.code?String(n.code):n.level,l=`${n.message} ${n.cure}`,a={class:"vl-notice","data-level":n.level,title:l},u=()=>c("span",a,`▲ ${i}`),d={room:Number.POSITIVE_INFINITY,beside:0},h=`${i} ${n.level} ${l}`;this.#u(`notice ${s}`,h,u,n.at,n.at,this.#o.notices,d)})}#d(){for(let[t,e]of this.#n)if(e===document.activeElement)return t;return null}#u(t,e,o,n,s,i,l={}){let a=this.#e.get(t),u=a?.look===e?a.element:o();u.style.top!==`${i}px`&&(u.style.top=`${i}px`);let d=u===a?.element?a.hidden:void 0;return this.#t.set(t,{element:u,look:e,start:n,end:s,hidden:d,...l}),u}#a(t,e){let o=[t.method,H(t.url)];t.status!==null&&t.status>=300&&o.push(String(t.status)),t.duration!==null&&o.push(_(t.duration));let n=t.duration!==null&&(t.status===null||t.status>=400),s=t.duration===null?null:t.start+t.duration,i=this.#o.hooks,{exchange:l,start:a}=t,u=o.join(" "),d=()=>c("button",{type:"button",class:"vl-hook","data-bad":n,"aria-label":u,"aria-pressed":"false",title:u,onclick:()=>{let g=this.story.exchanges.find(x=>x.exchange===l);g&&this.hooks.choose(g)}}),h=this.#u(`hook ${l}`,`${u} ${n}`,d,a,s,i),v=()=>c("span",{class:"vl-hook-words","aria-hidden":"true"},u),b=e===null?Number.POSITIVE_INFINITY:e-a;return this.#u(`words ${l}`,u,v,a,a,i,{room:b}),h}#m(t){if(t.verb!=="Gather"||t.end===null)return`${t.verb} ${T(t)}`.trim();let e=i=>i>=t.start&&i<=(t.end??i)+.05,o=this.story.digits.filter(i=>e(i.at)).map(i=>i.digit),n=this.story.speech.filter(i=>i.final&&e(i.at)).map(i=>i.text);return`Gather · ${[o.join(""),...n.map(i=>`“${i}”`)].filter(Boolean).join(" ")||"nothing"}`}#p(t,e){let o=this.#m(t),n=`${t.verb} ${T(t)} ${t.outcome?`→ ${t.outcome}`:""}`.trim(),{start:s,end:i}=t,l=()=>c("button",{type:"button",class:"vl-verb",tabindex:-1,title:n,onclick:()=>this.hooks.seek(s+.001)},c("span",{},o)),a=this.#o.verbs+e*W;return this.#u(`verb ${t.id}`,`${o} ${n} ${s}`,l,s,i,a,{sticky:!0})}place(t,e,o){let n=e/t.seconds;this.root.style.transform=`translateX(${(-t.from*n).toFixed(2)}px)`;let s=this.#s.from!==t.from||this.#s.scale!==n;this.#s={from:t.from,scale:n};for(let i of this.#t.values())(s||i.end===null)&&ke(i,t,n,o)}light(t,e){for(let[o,n]of this.#r)w(n,"data-runs",String(o===t));for(let[o,n]of this.#n)w(n,"aria-pressed",String(o===e))}};function ke(r,t,e,o){let{element:n,start:s,end:i,sticky:l,room:a,apart:u,beside:d=18}=r,h=i??Math.max(s,o),v=h<t.from-30||s>t.to+1;if(v!==r.hidden&&(n.style.display=v?"none":""),r.hidden=v,v)return;if(a!==void 0){let g=d===0&&(t.to-s)*e<It;n.style.left=`${(s*e+d).toFixed(2)}px`,n.style.transform=g?"translateX(-100%)":"",w(n,"data-turned",String(g));let x=g?It:Math.min(a,t.to-s)*e-d-6;n.style.maxWidth=`${Math.min(4e3,Math.max(0,x)).toFixed(0)}px`,n.style.visibility=x<xe?"hidden":"";return}if(n.style.left=`${(s*e).toFixed(2)}px`,u!==void 0&&w(n,"data-tight",String(u*e<we)),h===s&&i!==null)return;n.style.width=`${((h-s)*e).toFixed(2)}px`;let b=l?n.firstElementChild:null;b&&(b.style.marginLeft=`${Math.max(0,(t.from-s)*e).toFixed(0)}px`)}function Ht(r,t,e,o,n,s){let i=null;r.setLineDash([]);for(let{at:l,mos:a}of t){if(a===null)continue;let u=(Math.min(4.5,Math.max(1,a))-1)/3.5,d=o.x(l,n),h=e.top+e.height-6-u*(e.height-12);i&&d>-20&&i[0]<n+20&&(r.strokeStyle=s.line,r.beginPath(),r.moveTo(...i),r.lineTo(d,h),r.stroke()),i=[d,h],!(d<-4||d>n+4)&&(r.fillStyle=a<3.5?s.poor:s.good,r.beginPath(),r.arc(d,h,2.5,0,2*Math.PI),r.fill())}}function Se(r){return r<.004?0:Math.min(1,r**.7)}function Te(r,t,e,o,n,s){let i=Math.round(o);r.strokeStyle=n,r.lineWidth=1,r.setLineDash([1,2]),r.lineDashOffset=s,r.beginPath(),r.moveTo(t,i+.5),r.lineTo(t+e,i+.5),r.stroke()}function J(r,t,e,o,n,s){let l=s*3/o,a=Math.floor(n/l),u=Math.round((n/l-a)*3),d=Math.round(t.middle);if(Te(r,e,o,t.middle,t.color,u),!!t.envelope){r.fillStyle=t.color;for(let h=e-u,v=a;h<=e+o-2;h+=3,v+=1){let b=v*l;if(h<e||b<0)continue;let g=Math.round(Se(t.envelope.peak(b,b+l))*t.reach);g>0&&r.fillRect(h,d-g,2,g*2+1)}}}var D=class{constructor(t,e){this.canvas=t;let o=t.getContext("2d");if(!o)throw new Error("This browser gives no 2D canvas.");this.context=o,this.#t=new ResizeObserver(()=>{this.fit(),e()}),this.#t.observe(t)}canvas;context;width=0;height=0;#t;fit(){let t=window.devicePixelRatio||1;this.width=this.canvas.clientWidth,this.height=this.canvas.clientHeight;let e=Math.round(this.width*t),o=Math.round(this.height*t);(this.canvas.width!==e||this.canvas.height!==o)&&(this.canvas.width=e,this.canvas.height=o),this.context.setTransform(t,0,0,t,0,0)}clear=()=>{this.context.clearRect(0,0,this.width,this.height)};close(){this.#t.disconnect()}},Me=26,U=class{constructor(t,e){this.draw=e;this.#n=new IntersectionObserver(o=>{this.#r=o.at(-1)?.isIntersecting??!0,this.#r&&this.wake()}),this.#n.observe(t)}draw;#t=0;#e;#r=!0;#n;wake(){!this.#t&&!this.#e&&this.#r&&(this.#t=requestAnimationFrame(this.#o))}#o=t=>{this.#t=0,this.draw(t/1e3)&&(this.#e=setTimeout(()=>{this.#e=void 0,this.wake()},Me))};close(){cancelAnimationFrame(this.#t),clearTimeout(this.#e),this.#r=!1,this.#n.disconnect()}};var z=22,_t=36,Ft=2,Ee=34,B=48,V=70,jt=28,Wt=36,Ae=["you","lab","line","soft","warm-text"],q=class{constructor(t,e,o){this.story=t;let n=c("canvas",{"aria-hidden":"true"});this.#e=new j(t,e),this.track=c("div",{class:"vl-track",onkeydown:s=>e.key(s)},n,this.slider,this.#e.root,this.#r),this.root=c("div",{class:"vl-stage"},this.#t,this.track),Ot(this.track,this.span,()=>t.lastKnown,e),this.#c(Ft),this.#n=new D(n,o)}story;root;span=new I;track;slider=c("div",{class:"vl-scrub",tabindex:0,role:"slider","aria-label":"Playhead","aria-valuemin":0});#t=c("div",{class:"vl-lane-names","aria-hidden":"true"});#e;#r=c("div",{class:"vl-playhead"});#n;#o=null;#s="";#l=-1;#i={verbs:0,digits:0,you:0,lab:0,call:0,quality:0,height:0};close(){this.#n.close()}recolor(){this.#o=Pt(this.root,Ae)}#c(t){let e=this.story.notices.length>0,o=this.story.qualities.length>0,n=`${t} ${e} ${o}`;if(n===this.#s)return;this.#s=n;let s=z,i=x=>(s+=x,s-x),l=this.#t;l.replaceChildren();let a=(x,Bt)=>l.append(c("span",{style:`top: ${Bt}px`},x));a("webhooks",i(_t)+8);let u=i(Math.max(Ft,t)*W+8);a("verb",u+4);let d=i(Ee);a("digits",d+4);let h=i(B);a("you",h+B/2-10);let v=i(V);a("lab",v+V/2-10);let b=i(jt+(e?W:0));a("call",b+4);let g=o?i(Wt):s;g<s&&a("quality",g+8),this.#i={verbs:u,digits:d,you:h,lab:v,call:b,quality:g,height:s},this.track.style.height=`${s}px`}#d(t){let e=Et(this.story.verbs,t);this.#c(Math.max(0,...e.values())+1);let{verbs:o,digits:n,call:s}=this.#i,i=o-_t+7,l=s+jt-2;this.#e.build(e,{hooks:i,verbs:o+3,digits:n+3,call:s+4,notices:l})}draw(t,e,o){if(!this.#o||!this.#n.width)return!1;this.story.revision!==this.#l&&(this.#l=this.story.revision,this.#d(e),this.#n.fit());let n=this.#n.width;this.#e.place(this.span,n,e);let s=this.story.running(t).reduce((i,l)=>Math.max(i,l.id),-1);return this.#e.light(s<0?null:s,o?.exchange??null),this.#r.style.transform=`translateX(${this.span.x(t,n).toFixed(1)}px)`,w(this.slider,"aria-valuenow",t.toFixed(1)),w(this.slider,"aria-valuemax",e.toFixed(1)),w(this.slider,"aria-valuetext",`${t.toFixed(1)} seconds of ${e.toFixed(1)}`),this.#u(n),!0}#u(t){let{context:e}=this.#n,o=this.#o;if(!o)return;this.#n.clear(),e.font='11.5px "DejaVu Sans", system-ui, sans-serif',e.textBaseline="middle";for(let v of Tt(this.span.from,this.span.to,t)){let b=this.span.x(v,t);e.fillStyle=o.line,e.fillRect(Math.round(b),z-4,1,this.#i.height-z+4),e.fillStyle=o.soft,e.fillText(Mt(v),b+4,z/2-1)}let{inbound:n,outbound:s}=this.story,{from:i,seconds:l}=this.span,a={envelope:n,middle:this.#i.you+B/2,reach:B/2-4,color:o.you};J(e,a,0,t,i,l);let u={envelope:s,middle:this.#i.lab+V/2,reach:V/2-4,color:o.lab};J(e,u,0,t,i,l);let d={top:this.#i.quality,height:Wt},h={good:o.lab,poor:o["warm-text"],line:o.line};Ht(e,this.story.qualities,d,this.span,t,h)}};function $e(r){let t=r.verbs.map(e=>`${e.verb} ${T(e)}`.trim());return t.length?`Verbs so far: ${t.join(", ")}.`:""}function Dt(r,t){M(r,$e(t))}function Ut({rtt:r,loss:t,mos:e,jitter:o}){let n=[];return r!==null&&n.push(`RTT ${Math.round(r)} ms`),o!==null&&n.push(`jitter ${Math.round(o)} ms`),t!==null&&n.push(`loss ${Number(t.toFixed(1))} %`),e!==null&&n.push(`MOS ${e.toFixed(1)}`),n.join(" · ")}var zt=`/* VoiceLab's colours, type and shapes. They follow JupyterLab's theme variables where there are some, and the
   reader's preference where there are none. Everything of ours stands inside an element of class \`vl\`. */

.vl {
  color-scheme: light;
  --vl-font: var(--jp-ui-font-family, system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif);
  --vl-mono: var(--jp-code-font-family, ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace);
  --vl-card: light-dark(var(--jp-layout-color0, #ffffff), var(--jp-layout-color1, #191b21));
  --vl-text: var(--jp-content-font-color0, light-dark(#16181d, #eceef2));
  --vl-soft: light-dark(#5b6270, #a3aab8);
  --vl-line: light-dark(#dfe2e8, #2f333d);
  --vl-field: light-dark(#ffffff, #101216);
  --vl-field-line: light-dark(#8b93a1, #727a8a);
  --vl-key: light-dark(#f1f3f6, #262a33);
  --vl-key-over: light-dark(#e6e9ef, #303540);
  --vl-key-down: light-dark(#d9dee7, #3b414e);
  --vl-focus: light-dark(#2563d9, #7fb0ff);
  --vl-you: light-dark(#2f6bd8, #6ca3ff);
  --vl-lab: light-dark(#12805c, #3cc493);
  --vl-go: light-dark(#12805c, #35be8d);
  --vl-go-over: light-dark(#0d6b4c, #52d3a5);
  --vl-go-text: light-dark(#ffffff, #04150e);
  --vl-stop: light-dark(#c4330c, #ff7d57);
  --vl-stop-over: light-dark(#a62a08, #ff977a);
  --vl-stop-text: light-dark(#ffffff, #220700);
  --vl-chip: light-dark(#e9f1fe, #1d2b45);
  --vl-chip-text: light-dark(#1f4f9f, #a9c8ff);
  --vl-tag: light-dark(#1d4fa5, #9fc3ff);
  --vl-attribute: light-dark(#a03d00, #ffb072);
  --vl-warm: light-dark(#fff1d2, #3b2f17);
  --vl-warm-line: light-dark(#e8c87a, #6b5420);
  --vl-warm-text: light-dark(#93400a, #ffb86b);
  --vl-head: light-dark(#b93a17, #ff8a66);
  --vl-radius: 12px;
  --vl-shadow:
    0 1px 2px light-dark(rgb(16 24 40 / 6%), rgb(0 0 0 / 40%)),
    0 8px 26px light-dark(rgb(16 24 40 / 12%), rgb(0 0 0 / 45%));
}

@media (prefers-color-scheme: dark) {
  body:not([data-jp-theme-light="true"], .vscode-light) .vl:not([data-vl-theme="light"]) {
    color-scheme: dark;
  }
}

[data-jp-theme-light="false"] .vl,
.vscode-dark .vl,
.vl[data-vl-theme="dark"] {
  color-scheme: dark;
}

.vl,
.vl :where(div, span, p, button, input, select, h3, label, ol, ul, li, pre, code, table, td, th, dl, dt, dd) {
  box-sizing: border-box;
}

.vl {
  font: 13px / 1.45 var(--vl-font);
  color: var(--vl-text);
  text-align: left;
  margin: 4px 2px;
}

.vl-card {
  background: var(--vl-card);
  border: 1px solid var(--vl-line);
  border-radius: var(--vl-radius);
}

.vl.vl :where(button) {
  font: inherit;
  color: var(--vl-text);
  background: var(--vl-key);
  border: 1px solid transparent;
  border-radius: 9px;
  padding: 6px 12px;
  margin: 0;
  cursor: pointer;
  user-select: none;
  -webkit-tap-highlight-color: transparent;
}

.vl.vl :where(button:hover:not(:disabled)) {
  background: var(--vl-key-over);
}

.vl.vl :where(button:active:not(:disabled)) {
  background: var(--vl-key-down);
}

.vl.vl :where(button:disabled) {
  opacity: 0.45;
  cursor: default;
}

.vl.vl :where(button.vl-go) {
  background: var(--vl-go);
  color: var(--vl-go-text);
  font-weight: 600;
}

.vl.vl :where(button.vl-go:hover:not(:disabled)) {
  background: var(--vl-go-over);
}

.vl.vl :where(button.vl-stop) {
  background: var(--vl-stop);
  color: var(--vl-stop-text);
  font-weight: 600;
}

.vl.vl :where(button.vl-stop:hover:not(:disabled)) {
  background: var(--vl-stop-over);
}

.vl [hidden][hidden][hidden] {
  display: none;
}

.vl :focus-visible {
  outline: 2px solid var(--vl-focus);
  outline-offset: 2px;
}

.vl-quiet {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}

.vl-chip {
  background: var(--vl-chip);
  color: var(--vl-chip-text);
  border-radius: 6px;
  padding: 1px 8px;
  font-size: 12px;
  line-height: 20px;
  white-space: nowrap;
}

.vl-soft {
  color: var(--vl-soft);
}

.vl-ellipsis {
  min-width: 0;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
}

.vl-code {
  font: 12.5px / 20px var(--vl-mono);
}

.vl-tag {
  color: var(--vl-tag);
}

.vl-attribute {
  color: var(--vl-attribute);
}

.vl-comment {
  color: var(--vl-soft);
  font-style: italic;
}

.vl.vl :where(button).vl-icon {
  flex: none;
  display: grid;
  place-items: center;
  width: 28px;
  height: 28px;
  padding: 0;
  background: none;
  color: var(--vl-soft);
}

.vl.vl :where(button).vl-icon:hover {
  background: var(--vl-key);
  color: var(--vl-text);
}

.vl-timer {
  font-size: 18px;
  font-weight: 650;
  font-variant-numeric: tabular-nums;
  line-height: 28px;
  white-space: nowrap;
}
`;var Re=.18,X=class{root;#t;#e;#r=new F;#n;#o;#s=c("span",{class:"vl-about vl-soft vl-ellipsis"});#l=c("span",{class:"vl-quality"});#i=c("div",{class:"vl-quiet"});#c;#d;#u;#a=null;#m=null;#p=!0;#y=null;#x=!0;constructor(t){let e=t.get("call_sid");this.#t=new C(t,e,n=>this.#h(n)),this.#e=new q(this.#t.story,{seek:n=>this.#b(n),choose:n=>this.#$(n),moved:()=>{this.#p=!1,this.#h(!0)},key:n=>this.#C(n)},()=>this.#o?.wake()),this.#n=new O(t,()=>this.#R()),this.#c=c("button",{type:"button",class:"vl-play",onclick:()=>{this.#S()}}),this.#d=c("button",{type:"button",class:"vl-now-button",onclick:()=>this.#k()},"Live");let o=(n,s,i)=>c("button",{type:"button",class:"vl-icon","aria-label":n,title:n,onclick:i},Q(s,14));this.root=c("div",{class:"vl vl-card vl-timeline",role:"group","aria-label":`Timeline of call ${e}`,"data-lm-suppress-shortcuts":"true",onkeydown:tt},c("div",{class:"vl-tl-top"},c("b",{title:e},$t(e)),this.#s,this.#l,c("div",{class:"vl-tl-buttons"},o("Zoom out",gt,()=>this.#g(1.6)),o("Zoom in",bt,()=>this.#g(1/1.6)),c("button",{type:"button",onclick:()=>this.#L()},"Fit"),this.#d,this.#c)),this.#e.root,this.#r.root,this.#i),this.#o=new U(this.root,n=>this.#N(n)),this.#u=xt(this.root,()=>{this.#e.recolor(),this.#o.wake()}),this.#h(!0)}close(){this.#u(),this.#n.stop(),this.#o.close(),this.#e.close(),this.#t.close(),this.root.remove()}get#f(){let{story:t}=this.#t,e=t.time(performance.now()/1e3);return t.endedAt===null?Math.max(0,e-Re):e}get#v(){return this.#n.playing?this.#n.time:this.#a??this.#f}#h(t){this.#x||=t,this.#o?.wake()}#M(){let{story:t}=this.#t;this.#x=!1,M(this.#s,this.#E()),this.#s.title=this.#s.textContent??"",Dt(this.#i,t),t.endedAt!==null&&this.#p&&this.#a===null&&this.#e.span.fit(t.endedAt),this.#A()}#E(){let t=this.#t.trouble??this.#y;if(t)return`${t.message} ${t.cure}`;let{from:e,to:o,status:n,reason:s}=this.#t.story;return n?[`${e} → ${o||"the application"}`,n,s].filter(Boolean).join(" · "):this.#t.waiting||"waiting for the call"}#A(){let{story:t}=this.#t,e=this.#n.playing,o=e?"Pause":"Play";this.#c.textContent!==o&&this.#c.replaceChildren(Q(e?vt:ft,15),o),this.#c.disabled=t.inbound.end===0&&t.outbound.end===0;let n=t.status!==""&&t.endedAt===null;this.#d.hidden=!n,this.#d.setAttribute("aria-pressed",String(n&&this.#a===null&&this.#p))}#b(t){let{story:e}=this.#t;this.#a=Math.min(Math.max(0,t),Math.max(e.lastKnown,this.#f)),this.#m=null,this.#n.playing&&this.#T(this.#a),this.#w(this.#a),this.#h(!0)}#w(t){let{span:e}=this.#e;(t<e.from||t>e.to)&&(e.from=Math.max(0,t-e.seconds/2)),this.#p=!1}#$(t){this.#a=t.start+(t.duration??0),this.#m=t,this.#w(this.#a),this.#h(!0)}#k(){this.#n.stop(),this.#a=null,this.#m=null,this.#p=!0,this.#h(!0)}#g(t){this.#e.span.zoom(t,this.#v,this.#t.story.lastKnown),this.#p=this.#a===null,this.#h(!0)}#L(){this.#e.span.fit(Math.max(this.#t.story.lastKnown,this.#f)),this.#p=this.#a===null,this.#h(!0)}async#S(){if(this.#n.playing){this.#a=this.#n.time,this.#n.stop(),this.#h(!0);return}let{endedAt:t}=this.#t.story,e=this.#a??0;await this.#T(t!==null&&e>t-.2?0:e)}async#T(t){try{await this.#n.play(t),this.#y=null,this.#w(t)}catch(e){this.#y=e instanceof y?e:new y(String(e),"")}this.#h(!0)}#R(){this.#a=this.#t.story.lastKnown,this.#h(!0)}#C(t){t.stopPropagation();let e=t.shiftKey?5:.5;if(t.key==="ArrowLeft")this.#b(this.#v-e);else if(t.key==="ArrowRight")this.#b(this.#v+e);else if(t.key==="Home")this.#b(0);else if(t.key==="End")this.#k();else if(t.key==="+"||t.key==="=")this.#g(1/1.6);else if(t.key==="-")this.#g(1.6);else if(t.key===" ")this.#S();else return;t.preventDefault()}#N(t){this.#x&&this.#M();let{story:e}=this.#t,o=this.#f,n=this.#v,s=e.status!==""&&e.endedAt===null;this.#n.playing?this.#e.span.follow(n):s&&this.#p&&this.#e.span.follow(o);let i=e.qualityAt(n);M(this.#l,i?Ut(i):"");let l=this.#m??At(e.exchanges,n),a=this.#e.draw(n,o,l);return this.#r.show(e,l,n),!a||s||this.#n.playing}};function Ce({model:r,el:t}){N(t,"tokens",zt),N(t,"cell",mt),N(t,"timeline",wt);let e=new X(r);return t.append(e.root),()=>e.close()}var Io={render:yt(Ce)};export{Io as default};
