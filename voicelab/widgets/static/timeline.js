var q=new Set;function Q(o){let t=new URL(o);t.protocol==="http:"?q.add(t.host):q.delete(t.host)}var we=window.WebSocket;function Ht(o){let t="/",e=Ft(o.config);typeof e.baseUrl=="string"?t=e.baseUrl:o.bodyBaseUrl&&(t=o.bodyBaseUrl);let n=new URL(t,`${o.origin}/`);return n.href.endsWith("/")?n.href:`${n.href}/`}function Ft(o){if(!o)return{};try{let t=JSON.parse(o);return typeof t=="object"&&t!==null?t:{}}catch{return{}}}function X(o){return o==="localhost"||o==="[::1]"||/^127(\.\d+){3}$/.test(o)}function J(o,t){let e=[];return t.url&&!X(new URL(t.url).hostname)&&e.push(Wt(t.url)),t.port&&(o.origin.startsWith("http")&&e.push(`${Ht(o)}proxy/${t.port}/`),(o.origin==="null"||X(jt(o.origin)))&&e.push(`http://127.0.0.1:${t.port}/`)),e}function jt(o){try{return new URL(o).hostname}catch{return""}}function Wt(o){return o.endsWith("/")?o:`${o}/`}function Z(o,t){let e=new URL(t,o);return e.protocol=e.protocol==="https:"?"wss:":"ws:",e.href}function w(o){return typeof o!="object"||o===null?null:typeof o.type=="string"?o:null}var b=class extends Error{constructor(e,n,r=null){super(e);this.cure=n;this.code=r}cure;code},Dt=1500,Ut=15e3;function tt(o,t,e){return new Promise((n,r)=>{let s=[setTimeout(()=>t("waiting for the kernel"),Dt),setTimeout(()=>t("no answer from the kernel: was it started anew? Run this cell again"),Ut)],i=()=>{for(let c of s)clearTimeout(c);o.off("msg:custom",a)},a=c=>{let l=w(c);l?.type==="credentials"&&(i(),typeof l.error=="string"?r(new b(l.error,String(l.cure??""))):n(qt(l)))};e.addEventListener("abort",()=>{i(),r(e.reason)}),o.on("msg:custom",a);try{o.send({type:"credentials"})}catch{i(),r(new b("The kernel that made this is gone, and its lab with it.","Run the cell with %load_ext voicelab, then this cell again."))}})}function qt(o){let t=e=>typeof e=="string"&&e?e:null;return{port:typeof o.port=="number"?o.port:null,url:t(o.url),account_sid:t(o.account_sid),token:t(o.token),observe_token:t(o.observe_token)}}function zt(){return{origin:location.origin,config:document.getElementById("jupyter-config-data")?.textContent??null,bodyBaseUrl:document.body.dataset.baseUrl??null}}async function et(o){let t=[];for(let e of J(zt(),o))if(t.push(e),await Vt(e,o))return Q(e),e;throw new b(`The lab does not answer${t.length?` at ${t.join(" or ")}`:""}.`,"Run the cell with %load_ext voicelab again. If that does not help, voicelab doctor says what stops it.")}async function Vt(o,t){let e=t.account_sid,r=new URL(o,location.href).origin===location.origin?t.token??t.observe_token:null,s=r?{"X-Twilio-Token":r}:{};try{let i=e?`?account_sid=${encodeURIComponent(e)}`:"",a=await fetch(`${o}health${i}`,{headers:s,signal:AbortSignal.timeout(4e3),cache:"no-store"});if(!a.ok)return!1;let c=await a.json();return!!c.voicelab&&(!e||c.account_sid===e)}catch{return!1}}async function nt(o,t){try{let e=await fetch(`${o}lab/v1/tokens/renew`,{method:"POST",headers:{"Content-Type":"application/json"},body:JSON.stringify({token:t}),signal:AbortSignal.timeout(8e3)});if(!e.ok)return null;let n=await e.json();return typeof n.token=="string"?n.token:null}catch{return null}}function ot(o){try{let t=(o.split(".")[1]??"").replaceAll("-","+").replaceAll("_","/"),e=JSON.parse(atob(t)),n=Number(e.exp)-Number(e.nbf);return n>0?n:null}catch{return null}}var rt=300,Bt=8e3,z=.5,Kt=.1,T=class{constructor(t,e,n){this.base=t;this.token=e;this.hooks=n;this.#l(z)}base;token;hooks;#t=null;#e=!1;#o=!1;#n=rt;#r;#i;#c=null;watch(t){this.#c=t,this.#t?this.#t.readyState===WebSocket.OPEN&&this.#s():this.#u()}close(){this.#o=!0,clearTimeout(this.#r),clearTimeout(this.#i),this.#t?.close(),this.#t=null}#l(t){clearTimeout(this.#i);let e=ot(this.token);e!==null&&(this.#i=setTimeout(()=>{this.#m()},e*t*1e3))}async#m(){let t=await nt(this.base,this.token);if(!this.#o){if(!t)return this.#l(Kt);this.token=t,this.#e&&this.#t?.readyState===WebSocket.OPEN&&this.#t.send(JSON.stringify({renew:t})),this.hooks.renewed?.(t),this.#l(z)}}#s(){this.#c&&this.#t?.send(JSON.stringify({token:this.token,...this.#c}))}#u(){if(this.#o)return;let t=new WebSocket(Z(this.base,"observe"));this.#t=t,this.#e=!1;let e=null;t.onopen=()=>this.#s(),t.onmessage=n=>{let r=Yt(n.data);r&&(r.event==="hello"?(this.#n=rt,this.#e||this.hooks.state?.(!0),this.#e=!0):r.event==="refused"?e=this.hooks.refused(typeof r.code=="number"?r.code:null,String(r.message)):r.event!=="renewed"&&this.hooks.event(r))},t.onclose=async()=>{if(this.#t===t){if(this.#t=null,this.#e&&this.hooks.state?.(!1),e){let n=await e;if(n===null)return;this.token=n,this.#l(z)}this.#r=setTimeout(()=>this.#u(),this.#n),this.#n=Math.min(Bt,this.#n*2)}}}};function Yt(o){if(typeof o!="string")return null;try{let t=JSON.parse(o);if(typeof t=="object"&&t!==null&&"event"in t)return t}catch{}return null}var k=class{rate;#t=new Float32Array(1024);#e=new Float32Array(1024/64);#o=0;#n=Number.POSITIVE_INFINITY;constructor(t=50){this.rate=t}get start(){return this.#n/this.rate}get end(){return this.#o/this.rate}push(t,e){let n=Math.max(0,Math.round(t*this.rate));e.length&&(this.#n=Math.min(this.#n,n));for(let r of e){if(n>=72e4)return;n>=this.#t.length&&this.#r(n+1);let s=Number.isFinite(r)?Math.min(1,Math.max(0,r)):0;this.#t[n]=s;let i=Math.floor(n/64);this.#e[i]=Math.max(this.#e[i]??0,s),n+=1,this.#o=Math.max(this.#o,n)}}spread(t,e,n){let r=Math.max(0,Math.round(n.length/e*this.rate)),s=[];for(let i=0;i<r;i+=1){let a=Math.floor(i/this.rate*e+1e-6),c=Math.max(a+1,Math.ceil((i+1)/this.rate*e-1e-6));s.push(Math.max(0,...n.slice(a,c)))}this.push(t,s)}#r(t){let e=this.#t.length;for(;e<t;)e*=2;let n=new Float32Array(e);n.set(this.#t);let r=new Float32Array(e/64);r.set(this.#e),this.#t=n,this.#e=r}peak(t,e){let n=Math.max(0,Math.floor(t*this.rate+1e-6)),r=Math.min(this.#o,Math.max(n+1,Math.ceil(e*this.rate-1e-6))),s=0;for(;n<r;)n%64===0&&n+64<=r?(s=Math.max(s,this.#e[n/64]??0),n+=64):(s=Math.max(s,this.#t[n]??0),n+=1);return s}},E=class{#t=null;#e=0;learn(t,e){let n=t-e,r=this.#t===null?n:this.#t-.005*Math.max(0,e-this.#e);this.#t=Math.max(n,r),this.#e=e}time(t){return this.#t===null?null:this.#t+t}};var p=o=>typeof o=="string"?o:o==null?"":String(o),f=o=>typeof o=="number"&&Number.isFinite(o)?o:null,st=o=>typeof o!="object"||o===null?{}:Object.fromEntries(Object.entries(o).map(([t,e])=>[t,p(e)])),it=o=>Array.isArray(o)?o:[],A=class{callSid;clock=new E;inbound=new k;outbound=new k;verbs=[];exchanges=[];documents=[];digits=[];speech=[];statuses=[];notices=[];qualities=[];from="";to="";direction="";status="";endedAt=null;reason="";revision=0;#t=Number.NEGATIVE_INFINITY;#e=0;constructor(t){this.callSid=t}restart(){for(let t of[this.verbs,this.exchanges,this.documents,this.digits,this.speech])t.length=0;this.statuses.length=0,this.notices.length=0,this.qualities.length=0,this.#t=Number.NEGATIVE_INFINITY,this.status="",this.endedAt=null,this.revision+=1}apply(t,e){let n=f(t.at)??0;if(t.event==="envelope"){let r=it(t.inbound),s=it(t.outbound);this.inbound.push(n,r),this.outbound.push(n,s),e!==void 0&&this.clock.learn(n+Math.max(r.length,s.length)/this.inbound.rate,e);return}e!==void 0&&this.clock.learn(n,e),this.revision+=1,this.#o(t,n)}#o(t,e){switch(t.event){case"call-created":this.from=p(t.from_??t.from),this.to=p(t.to),this.direction=p(t.direction),this.#n(e,p(t.status));break;case"call-status-changed":this.#n(e,p(t.status));break;case"call-ended":this.endedAt=e,this.reason=p(t.reason),this.#n(e,p(t.status));for(let n of this.verbs)n.end??=e;break;case"webhook-started":this.exchanges.push({exchange:f(t.exchange)??this.exchanges.length+1,method:p(t.method),url:p(t.url),purpose:p(t.purpose),parameters:st(t.parameters),signature:p(t.signature),start:e,duration:null,status:null,contentType:"",body:"",errorCode:null});break;case"webhook-answered":{let n=this.exchanges.find(r=>r.exchange===t.exchange);if(!n)break;n.duration=f(t.duration)??Math.max(0,e-n.start),n.status=f(t.status),n.contentType=p(t.content_type),n.body=p(t.body),n.errorCode=f(t.error_code);break}case"document-started":this.documents.push({document:f(t.document)??this.documents.length+1,url:p(t.url),source:p(t.source),at:e});break;case"verb-started":this.verbs.push({id:f(t.verb_id)??0,verb:p(t.verb),attributes:st(t.attributes),text:p(t.text),line:f(t.line)??0,column:f(t.column)??0,document:f(t.document)??0,parent:f(t.parent_id),start:e,end:null,outcome:""});break;case"verb-ended":{let n=this.verbs.find(r=>r.id===t.verb_id);if(!n)break;n.end=e,n.outcome=p(t.outcome);break}case"digit-pressed":this.digits.push({at:e,digit:p(t.digit),via:p(t.via)});break;case"speech-heard":this.speech.push({at:e,text:p(t.text),final:t.final===!0});break;case"quality-sampled":if(Math.abs(e-this.#t)>.4)this.#e=this.qualities.length;else for(let n of this.qualities.slice(this.#e))n.at=Math.max(0,n.at-1);this.#t=e,this.qualities.push({at:e,rtt:f(t.rtt),jitter:f(t.jitter),loss:f(t.loss),mos:f(t.mos)});break;case"notified":this.notices.push({at:e,code:f(t.code),level:p(t.level),message:p(t.message),cure:p(t.cure),line:f(t.line),column:f(t.column),document:f(t.document)});break}}#n(t,e){!e||e===this.status||(this.status=e,this.statuses.push({at:t,status:e}))}time(t){return this.endedAt!==null?this.endedAt:this.clock.time(t)??this.lastKnown}get lastKnown(){let t=Math.max(this.inbound.end,this.outbound.end,this.endedAt??0);for(let e of this.verbs)t=Math.max(t,e.end??e.start);for(let e of this.exchanges)t=Math.max(t,e.start+(e.duration??0));return t}qualityAt(t){return this.qualities.findLast(e=>e.at<=t)??null}running(t){return this.verbs.filter(e=>e.start<=t&&(e.end===null||e.end>t))}get currentVerb(){for(let t=this.verbs.length-1;t>=0;t-=1){let e=this.verbs[t];if(e&&e.end===null)return e}return null}};function S(o){let t=o.attributes,e=o.text.replace(/\s+/g," ").trim();switch(o.verb){case"Say":return e?`“${e}”`:"";case"Play":return t.digits?`keys ${t.digits}`:e.split(/[?#]/)[0]?.split("/").filter(Boolean).at(-1)??"";case"Gather":{let n=t.input??"dtmf";if(n==="speech")return"listens for words";let r=t.numDigits,s=r?`${r} digit${r==="1"?"":"s"}`:"digits";return n.includes("speech")?`waits for words or ${s}`:`waits for ${s}`}case"Pause":return`${t.length??"1"} s`;case"Record":return t.maxLength?`up to ${t.maxLength} s`:"";case"Enqueue":case"Dial":case"Redirect":case"Client":case"Number":case"Conference":case"Queue":return e;default:return""}}var Gt=5e3,Qt=4e3,L=class{constructor(t,e,n){this.model=t;this.changed=n;this.story=new A(e),t.on("msg:custom",this.#l),this.#r()}model;changed;story;trouble=null;waiting="looking for the lab";#t=null;#e=new AbortController;#o;#n=!1;close(){this.#e.abort(new DOMException("closed","AbortError")),clearTimeout(this.#o),this.#t?.close(),this.model.off("msg:custom",this.#l)}async#r(){this.#t?.close();try{let t=await this.#i(),e=t.observe_token;if(!e)throw new b("The kernel gave no token.","Run the cell again.");let n=await et(t);if(this.#e.signal.aborted)return;this.#t?.close(),this.#t=new T(n,e,{event:r=>{r.call_sid===this.story.callSid&&(this.story.apply(r,performance.now()/1e3),r.event!=="envelope"&&this.#c(),this.changed(r.event!=="envelope"))},refused:async()=>(await this.#i().catch(()=>null))?.observe_token??null,state:r=>{r&&this.story.restart(),this.waiting=r?"":"the lab went away",clearTimeout(this.#o),r||(this.#o=setTimeout(()=>{this.#r()},Qt)),this.changed(!0)}}),this.#t.watch({calls:[this.story.callSid],history:!0,envelope:!0}),this.trouble=null}catch(t){if(this.#e.signal.aborted)return;this.trouble=t instanceof b?t:new b(String(t),"Run the cell again."),this.#o=setTimeout(()=>{this.#r()},Gt)}this.changed(!0)}#i(){return tt(this.model,t=>{this.waiting=t,this.changed(!0)},this.#e.signal)}#c(){this.#n||this.story.endedAt===null||this.story.inbound.end>0&&this.story.inbound.start<1||(this.#n=!0,this.model.send({type:"envelope"}))}#l=t=>{let e=w(t);if(e?.type==="moved"&&this.#r(),e?.type!=="envelope")return;let n=Number(e.rate);if(!(n>0))return;let r=Number(e.start)||0;this.story.inbound.spread(r,n,lt(e.inbound)),this.story.outbound.spread(r,n,lt(e.outbound)),this.changed(!0)}};function lt(o){return Array.isArray(o)?o.map(t=>Array.isArray(t)?Math.max(Math.abs(Number(t[0])),Math.abs(Number(t[1]))):Number(t)):[]}var at=`.vl-cell {
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
`;function u(o,t={},...e){let n=document.createElement(o);for(let[r,s]of Object.entries(t))s==null||s===!1||(typeof s=="function"?n.addEventListener(r.slice(2),s):n.setAttribute(r,s===!0?"":String(s)));return n.append(...e),n}function V(o,t=16){let e=document.createElementNS("http://www.w3.org/2000/svg","svg");for(let[r,s]of Object.entries({viewBox:"0 0 24 24",width:t,height:t,fill:"currentColor","aria-hidden":"true"}))e.setAttribute(r,String(s));let n=document.createElementNS("http://www.w3.org/2000/svg","path");return n.setAttribute("d",o),e.append(n),e}function M(o,t){o.textContent!==t&&(o.textContent=t)}function y(o,t,e){o.getAttribute(t)!==e&&o.setAttribute(t,e)}function R(o,t,e){let n=o.getRootNode(),r=n instanceof ShadowRoot?n:document.head,s=`voicelab-${t}`,i=r.querySelector(`style[data-voicelab="${s}"]`);i||(i=u("style",{"data-voicelab":s}),r.append(i)),i.textContent!==e&&(i.textContent=e)}var ut="M8 5v14l11-7z",ct="M7 5h4v14H7zm6 0h4v14h-4z",dt="M19 13h-6v6h-2v-6H5v-2h6V5h2v6h6z",ht="M5 11h14v2H5z";var C;function B(){return C??=new AudioContext,C.state==="suspended"&&C.resume().catch(()=>{}),C}var $=class{constructor(t,e){this.model=t;this.ended=e}model;ended;#t=null;#e=0;#o=0;get playing(){return this.#t!==null}get time(){return this.#o+B().currentTime-this.#e}async play(t){this.stop();let e=B(),{bytes:n,start:r}=await this.#n(),s=await e.decodeAudioData(n).catch(()=>{throw new b("The call's sound cannot be read.","Did anything sound in this call yet?")}),i=Math.max(0,t-r);if(i>=s.duration)throw new b("There is no sound after this point.","Move the playhead back.");let a=e.createBufferSource();a.buffer=s,a.connect(e.destination),a.onended=()=>{this.#t===a&&(this.#t=null,this.ended())},a.start(0,i),this.#t=a,this.#e=e.currentTime,this.#o=r+i}stop(){let t=this.#t;this.#t=null,t?.stop()}#n(){return new Promise((t,e)=>{let n=setTimeout(()=>{r(),e(new b("The kernel does not answer.","Wait until its cell has ended, then play again."))},15e3),r=()=>{clearTimeout(n),this.model.off("msg:custom",s)},s=(i,a)=>{let c=w(i);if(c?.type!=="audio")return;r();let l=a[0];if(l){let d=new Uint8Array(l.buffer,l.byteOffset,l.byteLength).slice().buffer;t({bytes:d,start:Number(c.start)||0})}else e(new b(String(c.error??"There is no sound."),String(c.cure??"")))};this.model.on("msg:custom",s),this.model.send({type:"audio"})})}};function Jt(o){return o.closest(".jupyter-widgets-disconnected")!==null}function pt(o){return t=>{let{model:e,el:n}=t;return Jt(n)?(n.innerHTML=e.get("standing"),()=>n.replaceChildren()):o(t)}}function Zt(o){let t=o.match(/[\d.]+/g)?.map(Number);if(!t||t.length<3||t.length>3&&t[3]===0)return null;let[e=0,n=0,r=0]=t.map(s=>{let i=s/255;return i<=.04045?i/12.92:((i+.055)/1.055)**2.4});return .2126*e+.7152*n+.0722*r}function te(o){let t=document.body.dataset.jpThemeLight;if(t==="true")return!1;if(t==="false"||document.body.classList.contains("vscode-dark"))return!0;if(document.body.classList.contains("vscode-light"))return!1;for(let e=o.parentElement;e;e=e.parentElement){let n=Zt(getComputedStyle(e).backgroundColor);if(n!==null)return n<.2}return matchMedia("(prefers-color-scheme: dark)").matches}function mt(o,t){let e=()=>{let i=te(o)?"dark":"light";o.dataset.vlTheme!==i&&(o.dataset.vlTheme=i,t())},n=new MutationObserver(()=>requestAnimationFrame(e)),r={attributes:!0,attributeFilter:["class","style","data-jp-theme-light","data-theme"]};n.observe(document.body,r),n.observe(document.documentElement,r);let s=matchMedia("(prefers-color-scheme: dark)");return s.addEventListener("change",e),requestAnimationFrame(e),()=>{n.disconnect(),s.removeEventListener("change",e)}}var ft=`.vl-timeline {
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

.vl .vl-world > .vl-hook[data-bad="true"] {
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
`;function bt(o,t,e){if(!(t>o)||!(e>0))return[];let n=(t-o)/e*72,r=ne.find(i=>i>=n)??3600,s=[];for(let i=Math.ceil(o/r-1e-9);i*r<=t;i+=1)s.push(i*r+0);return s}var ne=[.05,.1,.2,.5,1,2,5,10,15,30,60,120,300,600,1800,3600];function gt(o){if(o>=60){let t=Math.round(o);return`${Math.floor(t/60)}:${String(t%60).padStart(2,"0")}`}return`${Number(o.toFixed(2))} s`}var P=class o{from=0;seconds;static shortest=.5;constructor(t=16){this.seconds=t}get to(){return this.from+this.seconds}x(t,e){return(t-this.from)/this.seconds*e}time(t,e){return this.from+t/e*this.seconds}zoom(t,e,n){let r=Math.min(Math.max(o.shortest,this.seconds*t),Math.max(16,n*1.05));this.from=e-(e-this.from)/this.seconds*r,this.seconds=r,this.#t(n)}pan(t,e){this.from+=t,this.#t(e)}fit(t){this.from=0,this.seconds=Math.max(4,t*1.04)}follow(t){let e=this.from+this.seconds*.8;t>e?this.from+=t-e:t<this.from&&(this.from=Math.max(0,t-this.seconds*.2))}#t(t){this.from=Math.max(0,Math.min(this.from,Math.max(0,t*1.05-this.seconds)))}};function yt(o,t){let e=new Map,n=[];for(let r of[...o].sort((s,i)=>s.start-i.start||s.id-i.id)){let s=r.parent===null?0:(e.get(r.parent)??-1)+1;for(;(n[s]??Number.NEGATIVE_INFINITY)>r.start+1e-6;)s+=1;e.set(r.id,s),n[s]=r.end??Math.max(t,r.start)}return e}function xt(o,t){let e=null;for(let n of o)n.start<=t&&(!e||n.start>=e.start)&&(e=n);return e??o[0]??null}function O(o){try{let t=new URL(o);return t.pathname+t.search}catch{return o}}function wt(o){return o.length>10?`${o.slice(0,4)}…${o.slice(-2)}`:o}function I(o){return o<10?`${Math.round(o*1e3)} ms`:`${o.toFixed(1)} s`}var N=o=>`'${o.replaceAll("'","'\\''")}'`;function kt(o){let t=["curl"],e=Object.entries(o.parameters);if(o.method==="GET"){let n=o.url.includes("?")||e.length===0?o.url:oe(o);t.push(N(n))}else(o.method!=="POST"||e.length===0)&&t.push("-X",o.method),t.push(N(o.url));if(o.signature&&t.push("-H",N(`X-Twilio-Signature: ${o.signature}`)),o.method!=="GET")for(let[n,r]of e)t.push("--data-urlencode",N(`${n}=${r}`));return t.join(" ")}function oe({url:o,parameters:t}){return`${o}?${new URLSearchParams(t)}`}var vt=["Digits","SpeechResult","RecordingUrl","DialCallStatus","CallStatus","From","To","CallSid"];function St(o){let t=e=>{let n=vt.indexOf(e);return n<0?vt.length:n};return Object.entries(o).sort(([e],[n])=>t(e)-t(n))}var re=/<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<\?[\s\S]*?(?:\?>|$)|<[^>]*>?|[^<]+/g,se=/(<\/?[\w:.-]*|\/?>)|([\w:.-]+)(?=\s*=)|("[^"]*"?|'[^']*'?)|([^<>"'\w/]+|[\s\S])/g;function Mt(o){let t=[[]],e=(n,r)=>{r.split(`
`).forEach((s,i)=>{i>0&&t.push([]);let a=t.at(-1),c=a?.at(-1);!s||!a||(c?.kind===n?c.text+=s:a.push({kind:n,text:s}))})};for(let[n]of o.replace(/\r\n?/g,`
`).matchAll(re))if(n.startsWith("<!--"))e("comment",n);else if(n.startsWith("<?"))e("comment",n);else if(!n.startsWith("<")||n.startsWith("<![CDATA["))e("text",n);else for(let[r,s,i]of n.matchAll(se))e(s?"tag":i?"attribute":"text",r);return t.length>1&&t.at(-1)?.length===0&&t.pop(),t}function Tt(o){return o.map(({kind:t,text:e})=>t==="text"?e:u("span",{class:`vl-${t}`},e))}var _=class{root=u("div",{class:"vl-details"});#t=u("div",{class:"vl-left"});#e=u("div",{class:"vl-lines vl-code",role:"group","aria-label":"Document that runs"});#o="";#n="";#r=null;constructor(){this.root.append(this.#t,this.#e)}show(t,e,n){this.#i(e);let r=t.running(n),s=ie(t,r,n);this.#c(s,r,t.notices)}#i(t){let e=t?`${t.exchange} ${t.duration} ${t.status}`:"";if(e===this.#o&&this.#t.firstChild)return;if(this.#o=e,!t){this.#t.replaceChildren(u("p",{class:"vl-soft"},"No request was made yet."));return}let n=[`${t.method} ${O(t.url)}`];t.duration===null?n.push("waiting"):n.push(t.status===null?"no answer":String(t.status),I(t.duration)),t.signature&&n.push("signed");let r=u("button",{type:"button",class:"vl-link"},"copy as curl");r.addEventListener("click",()=>{le(kt(t),r)});let s=u("p",{class:"vl-exchange",title:t.url},`${n.join(" · ")} ·`,r),i=u("p",{class:"vl-parameters vl-code"});for(let[a,c]of St(t.parameters))i.append(u("span",{},u("i",{},`${a}=`),c));if(this.#t.replaceChildren(s,i),t.body&&!t.errorCode){let a=[t.contentType,`${t.body.length} characters`].filter(Boolean).join(", ");this.#t.append(u("details",{class:"vl-answer"},u("summary",{},`answered ${a}`),u("pre",{class:"vl-code"},t.body)))}t.errorCode&&this.#t.append(u("p",{class:"vl-failed"},`Error ${t.errorCode}: ${t.body.slice(0,300)}`))}#c(t,e,n){let r=e.filter(l=>l.document===t?.document).map(l=>l.line),s=n.filter(l=>l.document===null||l.document===t?.document),i=JSON.stringify([t?.document??0,r,s.length]);if(i===this.#n)return;this.#n=i,this.#r=null;let a=u("ol"),c=r.at(-1);for(let l of s)l.line===null&&a.append(Et(l));Mt(t?.source??"").forEach((l,d)=>{let h=d+1,v=h===c?"vl-lit":r.includes(h)?"vl-around":null,g=u("li",{class:v,"aria-current":h===c?"step":null},u("span",{"aria-hidden":"true"},String(h)),u("code",{},...Tt(l)));h===c&&(this.#r=g),a.append(g);for(let x of s)x.line===h&&t&&a.append(Et(x))}),this.#e.replaceChildren(a),this.#l()}#l(){let t=this.#r;if(!t)return;let e=t.offsetTop-this.#e.offsetTop,n=this.#e;(e<n.scrollTop||e+t.offsetHeight>n.scrollTop+n.clientHeight)&&(n.scrollTop=Math.max(0,e-n.clientHeight/3))}};function ie(o,t,e){let n=t.at(-1)?.document;if(n){let r=o.documents.find(s=>s.document===n);if(r)return r}return o.documents.filter(r=>r.at<=e+1e-6).at(-1)??o.documents[0]??null}function Et({code:o,level:t,message:e,cure:n,line:r,column:s}){let i=r===null?"":` line ${r}, column ${s??1}`,a=u("b",{},`${o??t}${i}: `);return u("li",{class:"vl-finding"},u("p",{"data-level":t},a,`${e} ${n}`.trim()))}async function le(o,t){let e="copied";try{await navigator.clipboard.writeText(o)}catch{e=ae(o)?"copied":"the browser does not allow copying"}t.textContent=e,setTimeout(()=>{t.textContent="copy as curl"},1500)}function ae(o){let t=u("textarea",{style:"position: fixed; opacity: 0"});t.value=o,document.body.append(t),t.select();let e=document.execCommand("copy");return t.remove(),e}function At(o,t){let e=u("span",{style:"display: none"});o.append(e);let n={};for(let r of t)e.style.color=`var(--vl-${r})`,n[r]=getComputedStyle(e).color;return e.remove(),n}function Lt(o,t,e,n,r,s){let i=null;o.setLineDash([]);for(let{at:a,mos:c}of t){if(c===null)continue;let l=(Math.min(4.5,Math.max(1,c))-1)/3.5,d=n.x(a,r),h=e.top+e.height-6-l*(e.height-12);i&&d>-20&&i[0]<r+20&&(o.strokeStyle=s.line,o.beginPath(),o.moveTo(...i),o.lineTo(d,h),o.stroke()),i=[d,h],!(d<-4||d>r+4)&&(o.fillStyle=c<3.5?s.poor:s.good,o.beginPath(),o.arc(d,h,2.5,0,2*Math.PI),o.fill())}}function ue(o){return o<.004?0:Math.min(1,o**.7)}function K(o,t,e,n,r,s){let a=s*3/n,c=Math.floor(r/a),l=Math.round((r/a-c)*3),d=Math.round(t.middle);if(o.strokeStyle=t.color,o.lineWidth=1,o.setLineDash([1,2]),o.lineDashOffset=l,o.beginPath(),o.moveTo(e,d+.5),o.lineTo(e+n,d+.5),o.stroke(),!!t.envelope){o.fillStyle=t.color;for(let h=e-l,v=c;h<=e+n-2;h+=3,v+=1){let g=v*a;if(h<e||g<0)continue;let x=Math.round(ue(t.envelope.peak(g,g+a))*t.reach);x>0&&o.fillRect(h,d-x,2,x*2+1)}}}var H=class{constructor(t,e){this.canvas=t;let n=t.getContext("2d");if(!n)throw new Error("This browser gives no 2D canvas.");this.context=n,this.#t=new ResizeObserver(()=>{this.fit(),e()}),this.#t.observe(t)}canvas;context;width=0;height=0;#t;fit(){let t=window.devicePixelRatio||1;this.width=this.canvas.clientWidth,this.height=this.canvas.clientHeight;let e=Math.round(this.width*t),n=Math.round(this.height*t);(this.canvas.width!==e||this.canvas.height!==n)&&(this.canvas.width=e,this.canvas.height=n),this.context.setTransform(t,0,0,t,0,0)}clear=()=>{this.context.clearRect(0,0,this.width,this.height)};close(){this.#t.disconnect()}},ce=26,F=class{constructor(t,e){this.draw=e;this.#n=new IntersectionObserver(n=>{this.#o=n.at(-1)?.isIntersecting??!0,this.#o&&this.wake()}),this.#n.observe(t)}draw;#t=0;#e;#o=!0;#n;wake(){!this.#t&&!this.#e&&this.#o&&(this.#t=requestAnimationFrame(this.#r))}#r=t=>{this.#t=0,this.draw(t/1e3)&&(this.#e=setTimeout(()=>{this.#e=void 0,this.wake()},ce))};close(){cancelAnimationFrame(this.#t),clearTimeout(this.#e),this.#o=!1,this.#n.disconnect()}};var j=22,Rt=36,Y=23,Ct=2,de=34,W=48,D=70,$t=28,Nt=36,Pt=84,he=["you","lab","line","soft","warm-text"],U=class{constructor(t,e,n){this.story=t;this.hooks=e;let r=u("canvas",{"aria-hidden":"true"});this.track=u("div",{class:"vl-track","data-lm-suppress-shortcuts":"true",onkeydown:s=>e.key(s)},r,this.slider,this.#e,this.#o),this.root=u("div",{class:"vl-stage"},this.#t,this.track),this.#a(),this.#p(Ct),this.#n=new H(r,n)}story;hooks;root;span=new P;track;slider=u("div",{class:"vl-scrub",tabindex:0,role:"slider","aria-label":"Playhead","aria-valuemin":0});#t=u("div",{class:"vl-lane-names","aria-hidden":"true"});#e=u("div",{class:"vl-world"});#o=u("div",{class:"vl-playhead"});#n;#r=null;#i=[];#c=new Map;#l=new Map;#m=-1;#s={verbs:0,digits:0,you:0,lab:0,call:0,quality:0,height:0};#u=null;close(){this.#n.close()}recolor(){this.#r=At(this.root,he)}#a(){let{track:t}=this;t.addEventListener("pointerdown",e=>{e.target.closest("button")||(t.setPointerCapture(e.pointerId),this.#u={x:e.clientX,from:this.span.from,moved:!1})}),t.addEventListener("pointermove",e=>{if(!this.#u)return;let n=e.clientX-this.#u.x;Math.abs(n)>4&&(this.#u.moved=!0),this.#u.moved&&(this.span.from=this.#u.from,this.span.pan(-n/t.clientWidth*this.span.seconds,this.story.lastKnown),this.hooks.moved())}),t.addEventListener("pointerup",e=>{let n=this.#u;this.#u=null,n&&!n.moved&&this.hooks.seek(this.#f(e))}),t.addEventListener("pointercancel",()=>{this.#u=null}),t.addEventListener("wheel",e=>{let n=Math.abs(e.deltaX)>Math.abs(e.deltaY)||e.shiftKey;if(e.ctrlKey||e.metaKey)this.span.zoom(Math.exp(e.deltaY*.003),this.#f(e),this.story.lastKnown);else if(n){let r=e.deltaX||e.deltaY;this.span.pan(r/t.clientWidth*this.span.seconds,this.story.lastKnown)}else return;e.preventDefault(),this.hooks.moved()},{passive:!1})}#f(t){let e=this.track.getBoundingClientRect().left;return Math.max(0,this.span.time(t.clientX-e,this.track.clientWidth))}#p(t){let e=j,n=v=>(e+=v,e-v),r=this.#t;r.replaceChildren();let s=(v,g)=>r.append(u("span",{style:`top: ${g}px`},v));s("webhooks",n(Rt)+8);let i=n(Math.max(Ct,t)*Y+8);s("verb",i+4);let a=n(de);s("digits",a+4);let c=n(W);s("you",c+W/2-10);let l=n(D);s("lab",l+D/2-10);let d=n($t+(this.story.notices.length?Y:0));s("call",d+4);let h=this.story.qualities.length?n(Nt):e;h<e&&s("quality",h+8),this.#s={verbs:i,digits:a,you:c,lab:l,call:d,quality:h,height:e},this.track.style.height=`${e}px`}#g(t){let{story:e}=this,n=yt(e.verbs,t);this.#p(Math.max(0,...n.values())+1),this.#i=[];let r=new Map,s=new Map,i=[...e.exchanges].sort((l,d)=>l.start-d.start);i.forEach((l,d)=>{s.set(l.exchange,this.#d(l,i[d+1]?.start??null))});for(let l of e.verbs)r.set(l.id,this.#k(l,n.get(l.id)??0));for(let{at:l,digit:d,via:h}of e.digits)this.#h(u("span",{class:"vl-digit",title:`${d} by ${h}`},d),l,l,this.#s.digits+3);for(let{at:l,text:d,final:h}of e.speech)h&&this.#h(u("span",{class:"vl-spoken"},`“${d}”`),l,l,this.#s.digits+3);let a=[...e.statuses,...e.notices].map(l=>l.at).sort((l,d)=>l-d);for(let{at:l,status:d}of e.statuses){let v=(a.find(g=>g>l)??Number.POSITIVE_INFINITY)-l;this.#h(u("span",{class:"vl-moved"},d),l,l,this.#s.call+4,{room:v,beside:0})}for(let l of e.notices){let d=l.code?String(l.code):l.level,h={class:"vl-notice","data-level":l.level,title:`${l.message} ${l.cure}`};this.#h(u("span",h,`▲ ${d}`),l.at,l.at,this.#s.call+$t-2,{room:Number.POSITIVE_INFINITY,beside:0})}let c=this.#v();this.#c=r,this.#l=s,this.#e.replaceChildren(...this.#i.map(l=>l.element)),c!==null&&s.get(c)?.focus({preventScroll:!0})}#v(){for(let[t,e]of this.#l)if(e===document.activeElement)return t;return null}#h(t,e,n,r,s={}){t.style.top=`${r}px`,this.#i.push({element:t,start:e,end:n,...s})}#d(t,e){let n=[t.method,O(t.url)];t.status!==null&&t.status>=300&&n.push(String(t.status)),t.duration!==null&&n.push(I(t.duration));let r=t.duration!==null&&(t.status===null||t.status>=400),s=t.duration===null?null:t.start+t.duration,i=this.#s.verbs-Rt+7,a=u("button",{type:"button",class:"vl-hook","data-bad":r,"aria-label":n.join(" "),"aria-pressed":"false",title:n.join(" "),onclick:()=>this.hooks.choose(t)});this.#h(a,t.start,s,i);let c=u("span",{class:"vl-hook-words","aria-hidden":"true"},n.join(" ")),l=e===null?void 0:e-t.start;return this.#h(c,t.start,t.start,i,{room:l??Number.POSITIVE_INFINITY}),a}#w(t){if(t.verb!=="Gather"||t.end===null)return`${t.verb} ${S(t)}`.trim();let e=i=>i>=t.start&&i<=(t.end??i)+.05,n=this.story.digits.filter(i=>e(i.at)).map(i=>i.digit),r=this.story.speech.filter(i=>i.final&&e(i.at)).map(i=>i.text);return`Gather · ${[n.join(""),...r.map(i=>`“${i}”`)].filter(Boolean).join(" ")||"nothing"}`}#k(t,e){let n=u("span",{},this.#w(t)),r=u("button",{type:"button",class:"vl-verb",tabindex:-1,title:`${t.verb} ${S(t)} ${t.outcome?`→ ${t.outcome}`:""}`.trim(),onclick:()=>this.hooks.seek(t.start+.001)},n);return this.#h(r,t.start,t.end,this.#s.verbs+e*Y+3,{words:n}),r}draw(t,e,n){if(!this.#r||!this.#n.width)return!1;this.story.revision!==this.#m&&(this.#m=this.story.revision,this.#g(e),this.#n.fit());let r=this.#n.width,s=r/this.span.seconds;this.#e.style.transform=`translateX(${(-this.span.from*s).toFixed(2)}px)`;for(let c of this.#i)this.#b(c,s,e);let i=new Set(this.story.running(t).map(c=>c.id)),a=Math.max(...i);for(let[c,l]of this.#c)y(l,"data-runs",String(c===a));for(let[c,l]of this.#l)y(l,"aria-pressed",String(c===n?.exchange));return this.#o.style.transform=`translateX(${this.span.x(t,r).toFixed(1)}px)`,y(this.slider,"aria-valuenow",t.toFixed(1)),y(this.slider,"aria-valuemax",e.toFixed(1)),y(this.slider,"aria-valuetext",`${t.toFixed(1)} seconds of ${e.toFixed(1)}`),this.#y(r),!0}#b({element:t,start:e,end:n,words:r,room:s,beside:i=18},a,c){let l=n??Math.max(e,c),d=l<this.span.from-30||e>this.span.to+1;if(t.style.display=d?"none":"",!d){if(s!==void 0){let h=i===0&&(this.span.to-e)*a<Pt;t.style.left=`${(e*a+i).toFixed(2)}px`,t.style.transform=h?"translateX(-100%)":"",y(t,"data-turned",String(h));let v=h?Pt:Math.min(s,this.span.to-e)*a-i-6;t.style.maxWidth=`${Math.min(4e3,Math.max(0,v)).toFixed(0)}px`,t.style.visibility=v<24?"hidden":"";return}t.style.left=`${(e*a).toFixed(2)}px`,!(l===e&&n!==null)&&(t.style.width=`${((l-e)*a).toFixed(2)}px`,r&&(r.style.marginLeft=`${Math.max(0,(this.span.from-e)*a).toFixed(0)}px`))}}#y(t){let{context:e}=this.#n,n=this.#r;if(!n)return;this.#n.clear(),e.font='11.5px "DejaVu Sans", system-ui, sans-serif',e.textBaseline="middle";for(let v of bt(this.span.from,this.span.to,t)){let g=this.span.x(v,t);e.fillStyle=n.line,e.fillRect(Math.round(g),j-4,1,this.#s.height-j+4),e.fillStyle=n.soft,e.fillText(gt(v),g+4,j/2-1)}let{inbound:r,outbound:s}=this.story,{from:i,seconds:a}=this.span,c={envelope:r,middle:this.#s.you+W/2,reach:W/2-4,color:n.you};K(e,c,0,t,i,a);let l={envelope:s,middle:this.#s.lab+D/2,reach:D/2-4,color:n.lab};K(e,l,0,t,i,a);let d={top:this.#s.quality,height:Nt},h={good:n.lab,poor:n["warm-text"],line:n.line};Lt(e,this.story.qualities,d,this.span,t,h)}};function pe(o){let t=o.verbs.map(e=>`${e.verb} ${S(e)}`.trim());return t.length?`Verbs so far: ${t.join(", ")}.`:""}function Ot(o,t){M(o,pe(t))}function It({rtt:o,loss:t,mos:e,jitter:n}){let r=[];return o!==null&&r.push(`RTT ${Math.round(o)} ms`),n!==null&&r.push(`jitter ${Math.round(n)} ms`),t!==null&&r.push(`loss ${Number(t.toFixed(1))} %`),e!==null&&r.push(`MOS ${e.toFixed(1)}`),r.join(" · ")}var _t=`/* VoiceLab's colours, type and shapes. They follow JupyterLab's theme variables where there are some, and the
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
`;var fe=.18,G=class{root;#t;#e;#o=new _;#n;#r;#i=u("span",{class:"vl-about vl-soft vl-ellipsis"});#c=u("span",{class:"vl-quality"});#l=u("div",{class:"vl-quiet"});#m;#s;#u;#a=null;#f=null;#p=!0;#g=null;constructor(t){let e=t.get("call_sid");this.#t=new L(t,e,r=>this.#d(r)),this.#e=new U(this.#t.story,{seek:r=>this.#b(r),choose:r=>this.#E(r),moved:()=>{this.#p=!1,this.#d(!0)},key:r=>this.#R(r)},()=>this.#r?.wake()),this.#n=new $(t,()=>this.#L()),this.#m=u("button",{type:"button",class:"vl-play",onclick:()=>{this.#M()}}),this.#s=u("button",{type:"button",class:"vl-now-button",onclick:()=>this.#S()},"Live");let n=(r,s,i)=>u("button",{type:"button",class:"vl-icon","aria-label":r,title:r,onclick:i},V(s,14));this.root=u("div",{class:"vl vl-card vl-timeline",role:"group","aria-label":`Timeline of call ${e}`},u("div",{class:"vl-tl-top"},u("b",{title:e},wt(e)),this.#i,this.#c,u("div",{class:"vl-tl-buttons"},n("Zoom out",ht,()=>this.#x(1.6)),n("Zoom in",dt,()=>this.#x(1/1.6)),u("button",{type:"button",onclick:()=>this.#A()},"Fit"),this.#s,this.#m)),this.#e.root,this.#o.root,this.#l),this.#r=new F(this.root,r=>this.#C(r)),this.#u=mt(this.root,()=>{this.#e.recolor(),this.#r.wake()}),this.#d(!0)}close(){this.#u(),this.#n.stop(),this.#r.close(),this.#e.close(),this.#t.close(),this.root.remove()}get#v(){let{story:t}=this.#t,e=t.time(performance.now()/1e3);return t.endedAt===null?Math.max(0,e-fe):e}get#h(){return this.#n.playing?this.#n.time:this.#a??this.#v}#d(t){if(t){let{story:e}=this.#t;M(this.#i,this.#w()),this.#i.title=this.#i.textContent??"",Ot(this.#l,e),e.endedAt!==null&&this.#p&&this.#a===null&&this.#e.span.fit(e.endedAt),this.#k()}this.#r?.wake()}#w(){let t=this.#t.trouble??this.#g;if(t)return`${t.message} ${t.cure}`;let{from:e,to:n,status:r,reason:s}=this.#t.story;return r?[`${e} → ${n||"the application"}`,r,s].filter(Boolean).join(" · "):this.#t.waiting||"waiting for the call"}#k(){let{story:t}=this.#t,e=this.#n.playing,n=e?"Pause":"Play";this.#m.textContent!==n&&this.#m.replaceChildren(V(e?ct:ut,15),n),this.#m.disabled=t.inbound.end===0&&t.outbound.end===0;let r=t.status!==""&&t.endedAt===null;this.#s.hidden=!r,this.#s.setAttribute("aria-pressed",String(r&&this.#a===null&&this.#p))}#b(t){let{story:e}=this.#t;this.#a=Math.min(Math.max(0,t),Math.max(e.lastKnown,this.#v)),this.#f=null,this.#n.playing&&this.#T(this.#a),this.#y(this.#a),this.#d(!0)}#y(t){let{span:e}=this.#e;(t<e.from||t>e.to)&&(e.from=Math.max(0,t-e.seconds/2)),this.#p=!1}#E(t){this.#a=t.start+(t.duration??0),this.#f=t,this.#y(this.#a),this.#d(!0)}#S(){this.#n.stop(),this.#a=null,this.#f=null,this.#p=!0,this.#d(!0)}#x(t){this.#e.span.zoom(t,this.#h,this.#t.story.lastKnown),this.#p=this.#a===null,this.#d(!0)}#A(){this.#e.span.fit(Math.max(this.#t.story.lastKnown,this.#v)),this.#p=this.#a===null,this.#d(!0)}async#M(){if(this.#n.playing){this.#a=this.#n.time,this.#n.stop(),this.#d(!0);return}let{endedAt:t}=this.#t.story,e=this.#a??0;await this.#T(t!==null&&e>t-.2?0:e)}async#T(t){try{await this.#n.play(t),this.#g=null,this.#y(t)}catch(e){this.#g=e instanceof b?e:new b(String(e),"")}this.#d(!0)}#L(){this.#a=this.#t.story.lastKnown,this.#d(!0)}#R(t){t.stopPropagation();let e=t.shiftKey?5:.5;if(t.key==="ArrowLeft")this.#b(this.#h-e);else if(t.key==="ArrowRight")this.#b(this.#h+e);else if(t.key==="Home")this.#b(0);else if(t.key==="End")this.#S();else if(t.key==="+"||t.key==="=")this.#x(1/1.6);else if(t.key==="-")this.#x(1.6);else if(t.key===" ")this.#M();else return;t.preventDefault()}#C(t){let{story:e}=this.#t,n=this.#v,r=this.#h,s=e.status!==""&&e.endedAt===null;this.#n.playing?this.#e.span.follow(r):s&&this.#p&&this.#e.span.follow(n);let i=e.qualityAt(r);M(this.#c,i?It(i):"");let a=this.#f??xt(e.exchanges,r),c=this.#e.draw(r,n,a);return this.#o.show(e,a,r),!c||s||this.#n.playing}};function ve({model:o,el:t}){R(t,"tokens",_t),R(t,"cell",at),R(t,"timeline",ft);let e=new G(o);return t.append(e.root),()=>e.close()}var so={render:pt(ve)};export{so as default};
