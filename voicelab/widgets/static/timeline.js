var J=new Set;function tt(o){let t=new URL(o);t.protocol==="http:"?J.add(t.host):J.delete(t.host)}var Qe=window.WebSocket;function et(o){o.stopPropagation(),o.repeat&&o.key==="Enter"&&o.target.closest("button")&&o.preventDefault()}function Zt(o){let t="/",e=te(o.config);typeof e.baseUrl=="string"?t=e.baseUrl:o.bodyBaseUrl&&(t=o.bodyBaseUrl);let n=new URL(t,`${o.origin}/`);return n.href.endsWith("/")?n.href:`${n.href}/`}function te(o){if(!o)return{};try{let t=JSON.parse(o);return typeof t=="object"&&t!==null?t:{}}catch{return{}}}function K(o){return o==="localhost"||o==="[::1]"||/^127(\.\d+){3}$/.test(o)}function nt(o,t){let e=[];return t.url&&!K(new URL(t.url).hostname)&&e.push(ne(t.url)),t.port&&(o.origin.startsWith("http")&&e.push(`${Zt(o)}proxy/${t.port}/`),(o.origin==="null"||ee(o)||K(rt(o.origin)))&&e.push(`http://127.0.0.1:${t.port}/`)),e}function ee(o){return o.origin.startsWith("vscode-webview:")}function ot(o){return o.config!==null||o.bodyBaseUrl!==null||K(rt(o.origin))?"Run the cell with %load_ext voicelab again. If that does not help, voicelab doctor says what stops it.":"This page is no Jupyter's, and the lab is on the kernel's machine. Open the notebook in JupyterLab, in a browser; here lab.caller(...) places calls, and call.plot() and call.audio() show them."}function rt(o){try{return new URL(o).hostname}catch{return""}}function ne(o){return o.endsWith("/")?o:`${o}/`}function st(o,t){let e=new URL(t,o);return e.protocol=e.protocol==="https:"?"wss:":"ws:",e.href}function k(o){return typeof o!="object"||o===null?null:typeof o.type=="string"?o:null}var y=class extends Error{constructor(e,n,r=null){super(e);this.cure=n;this.code=r}cure;code},oe=1500,re=15e3;function lt(o,t,e){return new Promise((n,r)=>{let s=[setTimeout(()=>t("waiting for the kernel"),oe),setTimeout(()=>t("no answer from the kernel: was it started anew? Run this cell again"),re)],i=()=>{for(let a of s)clearTimeout(a);o.off("msg:custom",c),e.removeEventListener("abort",l)},l=()=>{i(),r(e.reason)},c=a=>{let d=k(a);d?.type==="credentials"&&(i(),typeof d.error=="string"?r(new y(d.error,String(d.cure??""))):n(se(d)))};if(e.aborted){l();return}e.addEventListener("abort",l),o.on("msg:custom",c);try{o.send({type:"credentials"})}catch{i(),r(new y("The kernel that made this is gone, and its lab with it.","Run the cell with %load_ext voicelab, then this cell again."))}})}function se(o){let t=e=>typeof e=="string"&&e?e:null;return{port:typeof o.port=="number"?o.port:null,url:t(o.url),account_sid:t(o.account_sid),token:t(o.token),observe_token:t(o.observe_token)}}function it(){return{origin:location.origin,config:document.getElementById("jupyter-config-data")?.textContent??null,bodyBaseUrl:document.body.dataset.baseUrl??null}}async function at(o){let t=[];for(let e of nt(it(),o))if(t.push(e),await ie(e,o))return tt(e),e;throw new y(`The lab does not answer${t.length?` at ${t.join(" or ")}`:""}.`,ot(it()))}async function ie(o,t){let e=t.account_sid,n=e?`?account_sid=${encodeURIComponent(e)}`:"",r=await le(o,n,t.token??t.observe_token);return!!r?.voicelab&&(!e||r?.account_sid===e)}async function le(o,t,e){let r=new URL(o,location.href).origin===location.origin&&e?{"X-Twilio-Token":e}:{};try{let s=AbortSignal.timeout(4e3),i=await fetch(`${o}health${t}`,{headers:r,signal:s,cache:"no-store"});return i.ok?await i.json():null}catch{return null}}async function ct(o,t){try{let e=await fetch(`${o}lab/v1/tokens/renew`,{method:"POST",headers:{"Content-Type":"application/json"},body:JSON.stringify({token:t}),signal:AbortSignal.timeout(8e3)});if(!e.ok)return null;let n=await e.json();return typeof n.token=="string"?n.token:null}catch{return null}}function ut(o){try{let t=(o.split(".")[1]??"").replaceAll("-","+").replaceAll("_","/"),e=JSON.parse(atob(t)),n=Number(e.exp)-Number(e.nbf);return n>0?n:null}catch{return null}}var dt=300,ae=8e3,Y=.5,ce=.1,R=class{constructor(t,e,n){this.base=t;this.token=e;this.hooks=n;this.#i(Y)}base;token;hooks;#t=null;#e=!1;#r=!1;#n=dt;#o;#s;#l=null;watch(t){this.#l=t,this.#t?this.#t.readyState===WebSocket.OPEN&&this.#d():this.#c()}close(){this.#r=!0,clearTimeout(this.#o),clearTimeout(this.#s),this.#t?.close(),this.#t=null}#i(t){clearTimeout(this.#s);let e=ut(this.token);e!==null&&(this.#s=setTimeout(()=>{this.#u()},e*t*1e3))}async#u(){let t=await ct(this.base,this.token);if(!this.#r){if(!t)return this.#i(ce);this.token=t,this.#e&&this.#t?.readyState===WebSocket.OPEN&&this.#t.send(JSON.stringify({renew:t})),this.hooks.renewed?.(t),this.#i(Y)}}#d(){this.#l&&this.#t?.send(JSON.stringify({token:this.token,...this.#l}))}#c(){if(this.#r)return;let t=new WebSocket(st(this.base,"observe"));this.#t=t,this.#e=!1;let e=null;t.onopen=()=>this.#d(),t.onmessage=n=>{let r=ue(n.data);r&&(r.event==="hello"?(this.#n=dt,this.#e||this.hooks.state?.(!0),this.#e=!0):r.event==="refused"?e=this.hooks.refused(typeof r.code=="number"?r.code:null,String(r.message)):r.event!=="renewed"&&this.hooks.event(r))},t.onclose=async()=>{if(this.#t===t){if(this.#t=null,this.#e&&this.hooks.state?.(!1),e){let n=await e;if(n===null)return;this.token=n,this.#i(Y)}this.#o=setTimeout(()=>this.#c(),this.#n),this.#n=Math.min(ae,this.#n*2)}}}};function ue(o){if(typeof o!="string")return null;try{let t=JSON.parse(o);if(typeof t=="object"&&t!==null&&"event"in t)return t}catch{}return null}var S=class{rate;#t=new Float32Array(1024);#e=new Float32Array(1024/64);#r=0;#n=Number.POSITIVE_INFINITY;constructor(t=50){this.rate=t}get start(){return this.#n/this.rate}get end(){return this.#r/this.rate}push(t,e){let n=Math.max(0,Math.round(t*this.rate));e.length&&(this.#n=Math.min(this.#n,n));for(let r of e){if(n>=72e4)return;n>=this.#t.length&&this.#o(n+1);let s=Number.isFinite(r)?Math.min(1,Math.max(0,r)):0;this.#t[n]=s;let i=Math.floor(n/64);this.#e[i]=Math.max(this.#e[i]??0,s),n+=1,this.#r=Math.max(this.#r,n)}}spread(t,e,n){let r=Math.max(0,Math.round(n.length/e*this.rate)),s=[];for(let i=0;i<r;i+=1){let l=Math.floor(i/this.rate*e+1e-6),c=Math.max(l+1,Math.ceil((i+1)/this.rate*e-1e-6));s.push(Math.max(0,...n.slice(l,c)))}this.push(t,s)}#o(t){let e=this.#t.length;for(;e<t;)e*=2;let n=new Float32Array(e);n.set(this.#t);let r=new Float32Array(e/64);r.set(this.#e),this.#t=n,this.#e=r}peak(t,e){let n=Math.max(0,Math.floor(t*this.rate+1e-6)),r=Math.min(this.#r,Math.max(n+1,Math.ceil(e*this.rate-1e-6))),s=0;for(;n<r;)n%64===0&&n+64<=r?(s=Math.max(s,this.#e[n/64]??0),n+=64):(s=Math.max(s,this.#t[n]??0),n+=1);return s}},$=class{#t=null;#e=0;learn(t,e){let n=t-e,r=this.#t===null?n:this.#t-.005*Math.max(0,e-this.#e);this.#t=Math.max(n,r),this.#e=e}time(t){return this.#t===null?null:this.#t+t}};var f=o=>typeof o=="string"?o:o==null?"":String(o),g=o=>typeof o=="number"&&Number.isFinite(o)?o:null,ht=o=>typeof o!="object"||o===null?{}:Object.fromEntries(Object.entries(o).map(([t,e])=>[t,f(e)])),pt=o=>Array.isArray(o)?o:[],L=class{callSid;clock=new $;inbound=new S;outbound=new S;verbs=[];exchanges=[];documents=[];digits=[];speech=[];statuses=[];notices=[];qualities=[];from="";to="";direction="";status="";endedAt=null;reason="";revision=0;#t=Number.NEGATIVE_INFINITY;#e=0;constructor(t){this.callSid=t}restart(){for(let t of[this.verbs,this.exchanges,this.documents,this.digits,this.speech])t.length=0;this.statuses.length=0,this.notices.length=0,this.qualities.length=0,this.#t=Number.NEGATIVE_INFINITY,this.status="",this.endedAt=null,this.revision+=1}apply(t,e){let n=g(t.at)??0;if(t.event==="envelope"){let r=pt(t.inbound),s=pt(t.outbound);this.inbound.push(n,r),this.outbound.push(n,s),e!==void 0&&this.clock.learn(n+Math.max(r.length,s.length)/this.inbound.rate,e);return}e!==void 0&&this.clock.learn(n,e),this.revision+=1,this.#r(t,n)}#r(t,e){switch(t.event){case"call-created":this.from=f(t.from_??t.from),this.to=f(t.to),this.direction=f(t.direction),this.#n(e,f(t.status));break;case"call-status-changed":this.#n(e,f(t.status));break;case"call-ended":this.endedAt=e,this.reason=f(t.reason),this.#n(e,f(t.status));for(let n of this.verbs)n.end??=e;break;case"webhook-started":this.exchanges.push({exchange:g(t.exchange)??this.exchanges.length+1,method:f(t.method),url:f(t.url),purpose:f(t.purpose),parameters:ht(t.parameters),signature:f(t.signature),start:e,duration:null,status:null,contentType:"",body:"",errorCode:null});break;case"webhook-answered":{let n=this.exchanges.find(r=>r.exchange===t.exchange);if(!n)break;n.duration=g(t.duration)??Math.max(0,e-n.start),n.status=g(t.status),n.contentType=f(t.content_type),n.body=f(t.body),n.errorCode=g(t.error_code);break}case"document-started":this.documents.push({document:g(t.document)??this.documents.length+1,url:f(t.url),source:f(t.source),at:e});break;case"verb-started":this.verbs.push({id:g(t.verb_id)??0,verb:f(t.verb),attributes:ht(t.attributes),text:f(t.text),line:g(t.line)??0,column:g(t.column)??0,document:g(t.document)??0,parent:g(t.parent_id),start:e,end:null,outcome:""});break;case"verb-ended":{let n=this.verbs.find(r=>r.id===t.verb_id);if(!n)break;n.end=e,n.outcome=f(t.outcome);break}case"digit-pressed":this.digits.push({at:e,digit:f(t.digit),via:f(t.via)});break;case"speech-heard":this.speech.push({at:e,text:f(t.text),final:t.final===!0});break;case"quality-sampled":if(Math.abs(e-this.#t)>.4)this.#e=this.qualities.length;else for(let n of this.qualities.slice(this.#e))n.at=Math.max(0,n.at-1);this.#t=e,this.qualities.push({at:e,rtt:g(t.rtt),jitter:g(t.jitter),loss:g(t.loss),mos:g(t.mos)});break;case"notified":this.notices.push({at:e,code:g(t.code),level:f(t.level),message:f(t.message),cure:f(t.cure),line:g(t.line),column:g(t.column),document:g(t.document)});break}}#n(t,e){!e||e===this.status||(this.status=e,this.statuses.push({at:t,status:e}))}time(t){return this.endedAt!==null?this.endedAt:this.clock.time(t)??this.lastKnown}get lastKnown(){let t=Math.max(this.inbound.end,this.outbound.end,this.endedAt??0);for(let e of this.verbs)t=Math.max(t,e.end??e.start);for(let e of this.exchanges)t=Math.max(t,e.start+(e.duration??0));return t}qualityAt(t){return this.qualities.findLast(e=>e.at<=t)??null}running(t){return this.verbs.filter(e=>e.start<=t&&(e.end===null||e.end>t))}get currentVerb(){for(let t=this.verbs.length-1;t>=0;t-=1){let e=this.verbs[t];if(e&&e.end===null)return e}return null}};function T(o){let t=o.attributes,e=o.text.replace(/\s+/g," ").trim();switch(o.verb){case"Say":return e?`“${e}”`:"";case"Play":return t.digits?`keys ${t.digits}`:e.split(/[?#]/)[0]?.split("/").filter(Boolean).at(-1)??"";case"Gather":{let n=t.input??"dtmf";if(n==="speech")return"listens for words";let r=t.numDigits,s=r?`${r} digit${r==="1"?"":"s"}`:"digits";return n.includes("speech")?`waits for words or ${s}`:`waits for ${s}`}case"Pause":return`${t.length??"1"} s`;case"Record":return t.maxLength?`up to ${t.maxLength} s`:"";case"Enqueue":case"Dial":case"Redirect":case"Client":case"Number":case"Conference":case"Queue":return e;default:return""}}var de=5e3,he=4e3,N=class{constructor(t,e,n){this.model=t;this.changed=n;this.story=new L(e),t.on("msg:custom",this.#i),this.#o()}model;changed;story;trouble=null;waiting="looking for the lab";#t=null;#e=new AbortController;#r;#n=!1;close(){this.#e.abort(new DOMException("closed","AbortError")),clearTimeout(this.#r),this.#t?.close(),this.model.off("msg:custom",this.#i)}async#o(){this.#t?.close();try{let t=await this.#s(),e=t.observe_token;if(!e)throw new y("The kernel gave no token.","Run the cell again.");let n=await at(t);if(this.#e.signal.aborted)return;this.#t?.close(),this.#t=new R(n,e,{event:r=>{r.call_sid===this.story.callSid&&(this.story.apply(r,performance.now()/1e3),r.event!=="envelope"&&this.#l(),this.changed(r.event!=="envelope"))},refused:async()=>(await this.#s().catch(()=>null))?.observe_token??null,state:r=>{r&&this.story.restart(),this.waiting=r?"":"the lab went away",clearTimeout(this.#r),r||(this.#r=setTimeout(()=>{this.#o()},he)),this.changed(!0)}}),this.#t.watch({calls:[this.story.callSid],history:!0,envelope:!0}),this.trouble=null}catch(t){if(this.#e.signal.aborted)return;this.trouble=t instanceof y?t:new y(String(t),"Run the cell again."),this.#r=setTimeout(()=>{this.#o()},de)}this.changed(!0)}#s(){return lt(this.model,t=>{this.waiting=t,this.changed(!0)},this.#e.signal)}#l(){this.#n||this.story.endedAt===null||this.story.inbound.end>0&&this.story.inbound.start<1||(this.#n=!0,this.model.send({type:"envelope"}))}#i=t=>{let e=k(t);if(e?.type==="moved"&&this.#o(),e?.type!=="envelope")return;let n=Number(e.rate);if(!(n>0))return;let r=Number(e.start)||0;this.story.inbound.spread(r,n,mt(e.inbound)),this.story.outbound.spread(r,n,mt(e.outbound)),this.changed(!0)}};function mt(o){return Array.isArray(o)?o.map(t=>Array.isArray(t)?Math.max(Math.abs(Number(t[0])),Math.abs(Number(t[1]))):Number(t)):[]}var ft=`.vl-cell {
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
`;function u(o,t={},...e){let n=document.createElement(o);for(let[r,s]of Object.entries(t))s==null||s===!1||(typeof s=="function"?n.addEventListener(r.slice(2),s):n.setAttribute(r,s===!0?"":String(s)));return n.append(...e),n}function G(o,t=16){let e=document.createElementNS("http://www.w3.org/2000/svg","svg");for(let[r,s]of Object.entries({viewBox:"0 0 24 24",width:t,height:t,fill:"currentColor","aria-hidden":"true"}))e.setAttribute(r,String(s));let n=document.createElementNS("http://www.w3.org/2000/svg","path");return n.setAttribute("d",o),e.append(n),e}function M(o,t){o.textContent!==t&&(o.textContent=t)}function w(o,t,e){o.getAttribute(t)!==e&&o.setAttribute(t,e)}function C(o,t,e){let n=o.getRootNode(),r=n instanceof ShadowRoot?n:document.head,s=`voicelab-${t}`,i=r.querySelector(`style[data-voicelab="${s}"]`);i||(i=u("style",{"data-voicelab":s}),r.append(i)),i.textContent!==e&&(i.textContent=e)}var vt="M8 5v14l11-7z",bt="M7 5h4v14H7zm6 0h4v14h-4z",gt="M19 13h-6v6h-2v-6H5v-2h6V5h2v6h6z",yt="M5 11h14v2H5z";var O;function E(){return O??=new AudioContext,O.state==="suspended"&&O.resume().catch(()=>{}),O}var me=59,fe=25,I=class{constructor(t,e){this.model=t;this.ended=e}model;ended;#t=[];#e;#r=0;#n=0;#o=0;get playing(){return this.#t.length>0}get time(){return this.#n+E().currentTime-this.#r}async play(t){this.stop();let e=this.#o,n=E(),r=await this.#i(t);if(e!==this.#o)return;let s=Math.max(0,t-r.start);if(s>=r.buffer.duration)throw new y("There is no sound after this point.","Move the playhead back.");this.#r=n.currentTime,this.#n=r.start+s,this.#s(r,s,n.currentTime)}stop(){this.#o+=1,clearTimeout(this.#e);let t=this.#t;this.#t=[];for(let e of t)e.stop()}#s(t,e,n){let r=E(),s=r.createBufferSource();if(s.buffer=t.buffer,s.connect(r.destination),s.onended=()=>{this.#t.includes(s)&&(this.#t=this.#t.filter(c=>c!==s),this.#t.length===0&&this.ended())},s.start(n,e),this.#t.push(s),t.buffer.duration<me)return;let i=n+t.buffer.duration-e,l=Math.max(0,i-fe-r.currentTime);this.#e=setTimeout(()=>{this.#l(t.start+t.buffer.duration,i,this.#o)},l*1e3)}async#l(t,e,n){let r=await this.#i(t).catch(()=>null);r&&n===this.#o&&r.buffer.duration>0&&this.#s(r,0,e)}async#i(t){let{bytes:e,start:n}=await this.#u(t);return{buffer:await E().decodeAudioData(e).catch(()=>{throw new y("The call's sound cannot be read.","Did anything sound in this call yet?")}),start:n}}#u(t){return new Promise((e,n)=>{let r=setTimeout(()=>{s(),n(new y("The kernel does not answer.","Wait until its cell has ended, then play again."))},15e3),s=()=>{clearTimeout(r),this.model.off("msg:custom",i)},i=(l,c)=>{let a=k(l);if(a?.type!=="audio"||a.from!==t)return;s();let d=c[0];if(d){let h=new Uint8Array(d.buffer,d.byteOffset,d.byteLength).slice().buffer;e({bytes:h,start:Number(a.start)||0})}else n(new y(String(a.error??"There is no sound."),String(a.cure??"")))};this.model.on("msg:custom",i),this.model.send({type:"audio",from:t})})}};var Q="application/vnd.jupyter.widget-state+json",wt="application/vnd.jupyter.widget-view+json",ve="text/html",kt="application/vnd.voicelab.widget+json",St="voicelab-stand-in";function be(o){let t=o.metadata?.widgets,e=t?.[Q]?.state??{},n=ge(e,o),r=!1,s=o.cells.map(h=>{let b=h.outputs?.map(m=>{let v=Tt(m),x=Number(v?.model_id);return!v||!m.data||!(kt in m.data)||!Number.isSafeInteger(x)||x<1?m:(r=!0,n[String(x)]=ye(m.data[ve]),{...m,data:{...m.data,[wt]:{...v,model_id:x}}})});return b?{...h,outputs:b}:h});if(!r&&Object.keys(n).length===Object.keys(e).length)return o;let{widgets:i,...l}=o.metadata??{},{[Q]:c,...a}=t??{},d=Object.keys(n).length?{...a,[Q]:{version_major:2,version_minor:0,...c,state:n}}:a;return{...o,cells:s,metadata:Object.keys(d).length?{...l,widgets:d}:l}}function ge(o,t){let e=new Set,n=new Set;for(let s of t.cells.flatMap(i=>i.outputs??[])){let i=Tt(s)?.model_id;i&&Mt(String(i),o,s.data&&kt in s.data?e:n)}let r=Object.entries(o).filter(([s,i])=>(!e.has(s)||n.has(s))&&!xe(i));return Object.fromEntries(r)}function Tt(o){return o.data?.[wt]}function Mt(o,t,e){if(!(e.has(o)||!(o in t))){e.add(o);for(let[,n]of JSON.stringify(t[o]).matchAll(/"IPY_MODEL_([^"]+)"/g))n&&Mt(n,t,e)}}function ye(o){return{model_name:"HTMLModel",model_module:"@jupyter-widgets/controls",model_module_version:"2.0.0",state:{_dom_classes:[St],value:Array.isArray(o)?o.join(""):String(o??"")}}}function xe(o){let t=o.state?._dom_classes;return Array.isArray(t)&&t.includes(St)}var xt=Symbol.for("voicelab.saved-with-stand-ins");function Et(o){if(o[xt])return;o[xt]=!0;let t=o.toJSON.bind(o);o.toJSON=()=>be(t())}function we(o){return o.closest(".jupyter-widgets-disconnected")!==null}function ke(o){return t=>{let{model:e,el:n}=t;return we(n)?(n.innerHTML=e.get("standing"),()=>n.replaceChildren()):o(t)}}function At(o){return{initialize:Se(o.initialize),render:ke(o.render)}}function Se(o){return t=>{let n=t.model.widget_manager?.context?.model;return typeof n?.toJSON=="function"&&Et(n),o?.(t)}}function Te(o){let t=o.match(/[\d.]+/g)?.map(Number);if(!t||t.length<3||t.length>3&&t[3]===0)return null;let[e=0,n=0,r=0]=t.map(s=>{let i=s/255;return i<=.04045?i/12.92:((i+.055)/1.055)**2.4});return .2126*e+.7152*n+.0722*r}function Me(o){let t=document.body.dataset.jpThemeLight;if(t==="true")return!1;if(t==="false"||document.body.classList.contains("vscode-dark"))return!0;if(document.body.classList.contains("vscode-light"))return!1;for(let e=o.parentElement;e;e=e.parentElement){let n=Te(getComputedStyle(e).backgroundColor);if(n!==null)return n<.2}return matchMedia("(prefers-color-scheme: dark)").matches}function Rt(o,t){let e=()=>{let i=Me(o)?"dark":"light";o.dataset.vlTheme!==i&&(o.dataset.vlTheme=i,t())},n=new MutationObserver(()=>requestAnimationFrame(e)),r={attributes:!0,attributeFilter:["class","style","data-jp-theme-light","data-theme"]};n.observe(document.body,r),n.observe(document.documentElement,r);let s=matchMedia("(prefers-color-scheme: dark)");return s.addEventListener("change",e),requestAnimationFrame(e),()=>{n.disconnect(),s.removeEventListener("change",e)}}var $t=`.vl-timeline {
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
`;var A=o=>`'${o.replaceAll("'","'\\''")}'`;function Lt(o){let{method:t,url:e,signature:n,parameters:r}=o,s=["curl"],i=t!=="GET"&&!Ae(o);/[[\]{}]/.test(e)&&s.push("--globoff");let l=t==="POST"&&Object.keys(r).length>0;if(t!=="GET"&&!l&&s.push("-X",t),s.push(A(e)),n&&s.push("-H",A(`X-Twilio-Signature: ${n}`)),i)for(let[c,a]of Object.entries(r))s.push("--data-urlencode",A(`${encodeURIComponent(c)}=${a}`));else l&&s.push("-H",A("Content-Type: application/json"),"--data-raw",A(Re(r)));return s.join(" ")}function Ae({method:o,url:t}){return o==="POST"&&/[?&]bodySHA256=[0-9a-f]{64}$/.test(t)}function Re(o){let t=n=>JSON.stringify(n).replace(/[\u0080-\uffff]/g,r=>`\\u${r.charCodeAt(0).toString(16).padStart(4,"0")}`);return`{${Object.entries(o).map(([n,r])=>`${t(n)}: ${t(r)}`).join(", ")}}`}function Ct(o,t,e){if(!(t>o)||!(e>0))return[];let n=(t-o)/e*72,r=$e.find(i=>i>=n)??3600,s=[];for(let i=Math.ceil(o/r-1e-9);i*r<=t;i+=1)s.push(i*r+0);return s}var $e=[.05,.1,.2,.5,1,2,5,10,15,30,60,120,300,600,1800,3600];function Ot(o){if(o>=60){let t=Math.round(o);return`${Math.floor(t/60)}:${String(t%60).padStart(2,"0")}`}return`${Number(o.toFixed(2))} s`}var P=class o{from=0;seconds;static shortest=.5;constructor(t=16){this.seconds=t}get to(){return this.from+this.seconds}x(t,e){return(t-this.from)/this.seconds*e}time(t,e){return this.from+t/e*this.seconds}zoom(t,e,n){let r=Math.min(Math.max(o.shortest,this.seconds*t),Math.max(16,n*1.05));this.from=e-(e-this.from)/this.seconds*r,this.seconds=r,this.#t(n)}pan(t,e){this.from+=t,this.#t(e)}fit(t){this.from=0,this.seconds=Math.max(4,t*1.04)}follow(t){let e=this.from+this.seconds*.8;t>e?this.from+=t-e:t<this.from&&(this.from=Math.max(0,t-this.seconds*.2))}#t(t){this.from=Math.max(0,Math.min(this.from,Math.max(0,t*1.05-this.seconds)))}};function It(o,t){let e=new Map,n=[];for(let r of[...o].sort((s,i)=>s.start-i.start||s.id-i.id)){let s=r.parent===null?0:(e.get(r.parent)??-1)+1;for(;(n[s]??Number.NEGATIVE_INFINITY)>r.start+1e-6;)s+=1;e.set(r.id,s),n[s]=r.end??Math.max(t,r.start)}return e}function Pt(o,t){let e=null;for(let n of o)n.start<=t&&(!e||n.start>=e.start)&&(e=n);return e??o[0]??null}function H(o){try{let t=new URL(o);return t.pathname+t.search}catch{return o}}function Ht(o){return o.length>10?`${o.slice(0,4)}…${o.slice(-2)}`:o}function _(o){return o<10?`${Math.round(o*1e3)} ms`:`${o.toFixed(1)} s`}var Nt=["Digits","SpeechResult","RecordingUrl","DialCallStatus","CallStatus","From","To","CallSid"];function _t(o){let t=e=>{let n=Nt.indexOf(e);return n<0?Nt.length:n};return Object.entries(o).sort(([e],[n])=>t(e)-t(n))}var Le=/<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<\?[\s\S]*?(?:\?>|$)|<[^>]*>?|[^<]+/g,Ne=/(<\/?[\w:.-]*|\/?>)|([\w:.-]+)(?=\s*=)|("[^"]*"?|'[^']*'?)|([^<>"'\w/]+|[\s\S])/g;function jt(o){let t=[[]],e=(n,r)=>{r.split(`
`).forEach((s,i)=>{i>0&&t.push([]);let l=t.at(-1),c=l?.at(-1);!s||!l||(c?.kind===n?c.text+=s:l.push({kind:n,text:s}))})};for(let[n]of o.replace(/\r\n?/g,`
`).matchAll(Le))if(n.startsWith("<!--"))e("comment",n);else if(n.startsWith("<?"))e("comment",n);else if(!n.startsWith("<")||n.startsWith("<![CDATA["))e("text",n);else for(let[r,s,i]of n.matchAll(Ne))e(s?"tag":i?"attribute":"text",r);return t.length>1&&t.at(-1)?.length===0&&t.pop(),t}function Ft(o){return o.map(({kind:t,text:e})=>t==="text"?e:u("span",{class:`vl-${t}`},e))}var j=class{root=u("div",{class:"vl-details"});#t=u("div",{class:"vl-left"});#e=u("div",{class:"vl-lines vl-code",role:"group","aria-label":"Document that runs"});#r="";#n="";#o=null;constructor(){this.root.append(this.#t,this.#e)}show(t,e,n){this.#s(e);let r=t.running(n),s=Ce(t,r,n);this.#l(s,r,t.notices)}#s(t){let e=t?`${t.exchange} ${t.duration} ${t.status}`:"";if(e===this.#r&&this.#t.firstChild)return;if(this.#r=e,!t){this.#t.replaceChildren(u("p",{class:"vl-soft"},"No request was made yet."));return}let n=[`${t.method} ${H(t.url)}`];t.duration===null?n.push("waiting"):n.push(t.status===null?"no answer":String(t.status),_(t.duration)),t.signature&&n.push("signed");let r=u("button",{type:"button",class:"vl-link"},"copy as curl");r.addEventListener("click",()=>{Oe(Lt(t),r)});let s=u("p",{class:"vl-exchange",title:t.url},`${n.join(" · ")} ·`,r),i=u("p",{class:"vl-parameters vl-code"});for(let[l,c]of _t(t.parameters))i.append(u("span",{},u("i",{},`${l}=`),c));if(this.#t.replaceChildren(s,i),t.body&&!t.errorCode){let l=[t.contentType,`${t.body.length} characters`].filter(Boolean).join(", ");this.#t.append(u("details",{class:"vl-answer"},u("summary",{},`answered ${l}`),u("pre",{class:"vl-code"},t.body)))}t.errorCode&&this.#t.append(u("p",{class:"vl-failed"},`Error ${t.errorCode}: ${t.body.slice(0,300)}`))}#l(t,e,n){let r=e.filter(a=>a.document===t?.document).map(a=>a.line),s=n.filter(a=>a.document===null||a.document===t?.document),i=JSON.stringify([t?.document??0,r,s.length]);if(i===this.#n)return;this.#n=i,this.#o=null;let l=u("ol"),c=r.at(-1);for(let a of s)a.line===null&&l.append(Dt(a));jt(t?.source??"").forEach((a,d)=>{let h=d+1,b=h===c?"vl-lit":r.includes(h)?"vl-around":null,m=u("li",{class:b,"aria-current":h===c?"step":null},u("span",{"aria-hidden":"true"},String(h)),u("code",{},...Ft(a)));h===c&&(this.#o=m),l.append(m);for(let v of s)v.line===h&&t&&l.append(Dt(v))}),this.#e.replaceChildren(l),this.#i()}#i(){let t=this.#o;if(!t)return;let e=t.offsetTop-this.#e.offsetTop,n=this.#e;(e<n.scrollTop||e+t.offsetHeight>n.scrollTop+n.clientHeight)&&(n.scrollTop=Math.max(0,e-n.clientHeight/3))}};function Ce(o,t,e){let n=t.at(-1)?.document;if(n){let r=o.documents.find(s=>s.document===n);if(r)return r}return o.documents.filter(r=>r.at<=e+1e-6).at(-1)??o.documents[0]??null}function Dt({code:o,level:t,message:e,cure:n,line:r,column:s}){let i=r===null?"":` line ${r}, column ${s??1}`,l=u("b",{},`${o??t}${i}: `);return u("li",{class:"vl-finding"},u("p",{"data-level":t},l,`${e} ${n}`.trim()))}async function Oe(o,t){let e="copied";try{await navigator.clipboard.writeText(o)}catch{e=Ie(o)?"copied":"the browser does not allow copying"}t.textContent=e,setTimeout(()=>{t.textContent="copy as curl"},1500)}function Ie(o){let t=u("textarea",{style:"position: fixed; opacity: 0"});t.value=o,document.body.append(t),t.select();let e=document.execCommand("copy");return t.remove(),e}function Wt(o,t){let e=u("span",{style:"display: none"});o.append(e);let n={};for(let r of t)e.style.color=`var(--vl-${r})`,n[r]=getComputedStyle(e).color;return e.remove(),n}function zt(o,t,e,n){let r=null,s=i=>Math.max(0,t.time(i.clientX-o.getBoundingClientRect().left,o.clientWidth));o.addEventListener("pointerdown",i=>{i.target.closest("button")||(o.setPointerCapture(i.pointerId),r={x:i.clientX,from:t.from,moved:!1})}),o.addEventListener("pointermove",i=>{if(!r)return;let l=i.clientX-r.x;Math.abs(l)>4&&(r.moved=!0),r.moved&&(t.from=r.from,t.pan(-l/o.clientWidth*t.seconds,e()),n.moved())}),o.addEventListener("pointerup",i=>{let l=r;r=null,l&&!l.moved&&n.seek(s(i))}),o.addEventListener("pointercancel",()=>{r=null}),o.addEventListener("wheel",i=>{let l=Math.abs(i.deltaX)>Math.abs(i.deltaY)||i.shiftKey;if(i.ctrlKey||i.metaKey)t.zoom(Math.exp(i.deltaY*.003),s(i),e());else if(l)t.pan((i.deltaX||i.deltaY)/o.clientWidth*t.seconds,e());else return;i.preventDefault(),n.moved()},{passive:!1})}var D=23,Ut=84,Pe=40,He=20,F=class{constructor(t,e){this.story=t;this.hooks=e}story;hooks;root=u("div",{class:"vl-world"});#t=new Map;#e=new Map;#r=new Map;#n=new Map;#o={hooks:0,verbs:0,digits:0,call:0,notices:0};#s={from:Number.NaN,scale:Number.NaN};build(t,e){let{story:n}=this;this.#o=e,this.#e=this.#t,this.#t=new Map;let r=new Map,s=new Map,i=[...n.exchanges].sort((a,d)=>a.start-d.start);i.forEach((a,d)=>{s.set(a.exchange,this.#a(a,i[d+1]?.start??null))});for(let a of n.verbs)r.set(a.id,this.#p(a,t.get(a.id)??0));this.#i(),this.#u();let l=this.#d();this.#r=r,this.#n=s,this.#l(),this.#e.clear(),this.#s.scale=Number.NaN;let c=l===null?void 0:s.get(l);c&&c!==document.activeElement&&c.focus({preventScroll:!0})}#l(){let t=[...this.#t.values()].map(({element:r})=>r),e=new Set(t);for(let{element:r}of this.#e.values())e.has(r)||r.remove();let n=this.root.firstChild;for(let r of t)r===n?n=n.nextSibling:this.root.insertBefore(r,n)}#i(){let{digits:t,speech:e}=this.story,n=this.#o.digits;t.forEach(({at:r,digit:s,via:i},l)=>{let c=t[l-1]?.at??Number.NEGATIVE_INFINITY,a=Math.min(r-c,(t[l+1]?.at??Number.POSITIVE_INFINITY)-r),d=()=>u("span",{class:"vl-digit",title:`${s} by ${i}`},s);this.#c(`digit ${l}`,`${s} ${i}`,d,r,r,n,{apart:a})}),e.forEach(({at:r,text:s,final:i},l)=>{i&&this.#c(`speech ${l}`,s,()=>u("span",{class:"vl-spoken"},`“${s}”`),r,r,n)})}#u(){let{statuses:t,notices:e}=this.story,n=[...t,...e].map(r=>r.at).sort((r,s)=>r-s);t.forEach(({at:r,status:s},i)=>{let c=(n.find(d=>d>r)??Number.POSITIVE_INFINITY)-r,a=()=>u("span",{class:"vl-moved"},s);this.#c(`status ${i}`,s,a,r,r,this.#o.call,{room:c,beside:0})}),e.forEach((r,s)=>{let i=r.code?String(r.code):r.level,l=`${r.message} ${r.cure}`,c={class:"vl-notice","data-level":r.level,title:l},a=()=>u("span",c,`▲ ${i}`),d={room:Number.POSITIVE_INFINITY,beside:0},h=`${i} ${r.level} ${l}`;this.#c(`notice ${s}`,h,a,r.at,r.at,this.#o.notices,d)})}#d(){for(let[t,e]of this.#n)if(e===document.activeElement)return t;return null}#c(t,e,n,r,s,i,l={}){let c=this.#e.get(t),a=c?.look===e?c.element:n();a.style.top!==`${i}px`&&(a.style.top=`${i}px`);let d=a===c?.element?c.hidden:void 0;return this.#t.set(t,{element:a,look:e,start:r,end:s,hidden:d,...l}),a}#a(t,e){let n=[t.method,H(t.url)];t.status!==null&&t.status>=300&&n.push(String(t.status)),t.duration!==null&&n.push(_(t.duration));let r=t.duration!==null&&(t.status===null||t.status>=400),s=t.duration===null?null:t.start+t.duration,i=this.#o.hooks,{exchange:l,start:c}=t,a=n.join(" "),d=()=>u("button",{type:"button",class:"vl-hook","data-bad":r,"aria-label":a,"aria-pressed":"false",title:a,onclick:()=>{let v=this.story.exchanges.find(x=>x.exchange===l);v&&this.hooks.choose(v)}}),h=this.#c(`hook ${l}`,`${a} ${r}`,d,c,s,i),b=()=>u("span",{class:"vl-hook-words","aria-hidden":"true"},a),m=e===null?Number.POSITIVE_INFINITY:e-c;return this.#c(`words ${l}`,a,b,c,c,i,{room:m}),h}#m(t){if(t.verb!=="Gather"||t.end===null)return`${t.verb} ${T(t)}`.trim();let e=i=>i>=t.start&&i<=(t.end??i)+.05,n=this.story.digits.filter(i=>e(i.at)).map(i=>i.digit),r=this.story.speech.filter(i=>i.final&&e(i.at)).map(i=>i.text);return`Gather · ${[n.join(""),...r.map(i=>`“${i}”`)].filter(Boolean).join(" ")||"nothing"}`}#p(t,e){let n=this.#m(t),r=`${t.verb} ${T(t)} ${t.outcome?`→ ${t.outcome}`:""}`.trim(),{start:s,end:i}=t,l=()=>u("button",{type:"button",class:"vl-verb",tabindex:-1,title:r,onclick:()=>this.hooks.seek(s+.001)},u("span",{},n)),c=this.#o.verbs+e*D;return this.#c(`verb ${t.id}`,`${n} ${r} ${s}`,l,s,i,c,{sticky:!0})}place(t,e,n){let r=e/t.seconds;this.root.style.transform=`translateX(${(-t.from*r).toFixed(2)}px)`;let s=this.#s.from!==t.from||this.#s.scale!==r;this.#s={from:t.from,scale:r};for(let i of this.#t.values())(s||i.end===null)&&_e(i,t,r,n)}light(t,e){for(let[n,r]of this.#r)w(r,"data-runs",String(n===t));for(let[n,r]of this.#n)w(r,"aria-pressed",String(n===e))}};function _e(o,t,e,n){let{element:r,start:s,end:i,sticky:l,room:c,apart:a,beside:d=18}=o,h=i??Math.max(s,n),b=h<t.from-30||s>t.to+1;if(b!==o.hidden&&(r.style.display=b?"none":""),o.hidden=b,b)return;if(c!==void 0){let v=d===0&&(t.to-s)*e<Ut;r.style.left=`${(s*e+d).toFixed(2)}px`,r.style.transform=v?"translateX(-100%)":"",w(r,"data-turned",String(v));let x=v?Ut:Math.min(c,t.to-s)*e-d-6;r.style.maxWidth=`${Math.min(4e3,Math.max(0,x)).toFixed(0)}px`,r.style.visibility=x<Pe?"hidden":"";return}if(r.style.left=`${(s*e).toFixed(2)}px`,a!==void 0&&w(r,"data-tight",String(a*e<He)),h===s&&i!==null)return;r.style.width=`${((h-s)*e).toFixed(2)}px`;let m=l?r.firstElementChild:null;m&&(m.style.marginLeft=`${Math.max(0,(t.from-s)*e).toFixed(0)}px`)}function Bt(o,t,e,n,r,s){let i=null;o.setLineDash([]);for(let{at:l,mos:c}of t){if(c===null)continue;let a=(Math.min(4.5,Math.max(1,c))-1)/3.5,d=n.x(l,r),h=e.top+e.height-6-a*(e.height-12);i&&d>-20&&i[0]<r+20&&(o.strokeStyle=s.line,o.beginPath(),o.moveTo(...i),o.lineTo(d,h),o.stroke()),i=[d,h],!(d<-4||d>r+4)&&(o.fillStyle=c<3.5?s.poor:s.good,o.beginPath(),o.arc(d,h,2.5,0,2*Math.PI),o.fill())}}function je(o){return o<.004?0:Math.min(1,o**.7)}function Fe(o,t,e,n,r,s){let i=Math.round(n);o.strokeStyle=r,o.lineWidth=1,o.setLineDash([1,2]),o.lineDashOffset=s,o.beginPath(),o.moveTo(t,i+.5),o.lineTo(t+e,i+.5),o.stroke()}function X(o,t,e,n,r,s){let l=s*3/n,c=Math.floor(r/l),a=Math.round((r/l-c)*3),d=Math.round(t.middle);if(Fe(o,e,n,t.middle,t.color,a),!!t.envelope){o.fillStyle=t.color;for(let h=e-a,b=c;h<=e+n-2;h+=3,b+=1){let m=b*l;if(h<e||m<0)continue;let v=Math.round(je(t.envelope.peak(m,m+l))*t.reach);v>0&&o.fillRect(h,d-v,2,v*2+1)}}}var W=class{constructor(t,e){this.canvas=t;let n=t.getContext("2d");if(!n)throw new Error("This browser gives no 2D canvas.");this.context=n,this.#t=new ResizeObserver(()=>{this.fit(),e()}),this.#t.observe(t)}canvas;context;width=0;height=0;#t;fit(){let t=window.devicePixelRatio||1;this.width=this.canvas.clientWidth,this.height=this.canvas.clientHeight;let e=Math.round(this.width*t),n=Math.round(this.height*t);(this.canvas.width!==e||this.canvas.height!==n)&&(this.canvas.width=e,this.canvas.height=n),this.context.setTransform(t,0,0,t,0,0)}clear=()=>{this.context.clearRect(0,0,this.width,this.height)};close(){this.#t.disconnect()}},De=26,z=class{constructor(t,e){this.draw=e;this.#n=new IntersectionObserver(n=>{this.#r=n.at(-1)?.isIntersecting??!0,this.#r&&this.wake()}),this.#n.observe(t)}draw;#t=0;#e;#r=!0;#n;wake(){!this.#t&&!this.#e&&this.#r&&(this.#t=requestAnimationFrame(this.#o))}#o=t=>{this.#t=0,this.draw(t/1e3)&&(this.#e=setTimeout(()=>{this.#e=void 0,this.wake()},De))};close(){cancelAnimationFrame(this.#t),clearTimeout(this.#e),this.#r=!1,this.#n.disconnect()}};var U=22,Vt=36,qt=2,We=34,B=48,V=70,Jt=28,Kt=36,ze=["you","lab","line","soft","warm-text"],q=class{constructor(t,e,n){this.story=t;let r=u("canvas",{"aria-hidden":"true"});this.#e=new F(t,e),this.track=u("div",{class:"vl-track",onkeydown:s=>e.key(s)},r,this.slider,this.#e.root,this.#r),this.root=u("div",{class:"vl-stage"},this.#t,this.track),zt(this.track,this.span,()=>t.lastKnown,e),this.#u(qt),this.#n=new W(r,n)}story;root;span=new P;track;slider=u("div",{class:"vl-scrub",tabindex:0,role:"slider","aria-label":"Playhead","aria-valuemin":0});#t=u("div",{class:"vl-lane-names","aria-hidden":"true"});#e;#r=u("div",{class:"vl-playhead"});#n;#o=null;#s="";#l=-1;#i={verbs:0,digits:0,you:0,lab:0,call:0,quality:0,height:0};close(){this.#n.close()}recolor(){this.#o=Wt(this.root,ze)}#u(t){let e=this.story.notices.length>0,n=this.story.qualities.length>0,r=`${t} ${e} ${n}`;if(r===this.#s)return;this.#s=r;let s=U,i=x=>(s+=x,s-x),l=this.#t;l.replaceChildren();let c=(x,Xt)=>l.append(u("span",{style:`top: ${Xt}px`},x));c("webhooks",i(Vt)+8);let a=i(Math.max(qt,t)*D+8);c("verb",a+4);let d=i(We);c("digits",d+4);let h=i(B);c("you",h+B/2-10);let b=i(V);c("lab",b+V/2-10);let m=i(Jt+(e?D:0));c("call",m+4);let v=n?i(Kt):s;v<s&&c("quality",v+8),this.#i={verbs:a,digits:d,you:h,lab:b,call:m,quality:v,height:s},this.track.style.height=`${s}px`}#d(t){let e=It(this.story.verbs,t);this.#u(Math.max(0,...e.values())+1);let{verbs:n,digits:r,call:s}=this.#i,i=n-Vt+7,l=s+Jt-2;this.#e.build(e,{hooks:i,verbs:n+3,digits:r+3,call:s+4,notices:l})}draw(t,e,n){if(!this.#o||!this.#n.width)return!1;this.story.revision!==this.#l&&(this.#l=this.story.revision,this.#d(e),this.#n.fit());let r=this.#n.width;this.#e.place(this.span,r,e);let s=this.story.running(t).reduce((i,l)=>Math.max(i,l.id),-1);return this.#e.light(s<0?null:s,n?.exchange??null),this.#r.style.transform=`translateX(${this.span.x(t,r).toFixed(1)}px)`,w(this.slider,"aria-valuenow",t.toFixed(1)),w(this.slider,"aria-valuemax",e.toFixed(1)),w(this.slider,"aria-valuetext",`${t.toFixed(1)} seconds of ${e.toFixed(1)}`),this.#c(r),!0}#c(t){let{context:e}=this.#n,n=this.#o;if(!n)return;this.#n.clear(),e.font='11.5px "DejaVu Sans", system-ui, sans-serif',e.textBaseline="middle";for(let b of Ct(this.span.from,this.span.to,t)){let m=this.span.x(b,t);e.fillStyle=n.line,e.fillRect(Math.round(m),U-4,1,this.#i.height-U+4),e.fillStyle=n.soft,e.fillText(Ot(b),m+4,U/2-1)}let{inbound:r,outbound:s}=this.story,{from:i,seconds:l}=this.span,c={envelope:r,middle:this.#i.you+B/2,reach:B/2-4,color:n.you};X(e,c,0,t,i,l);let a={envelope:s,middle:this.#i.lab+V/2,reach:V/2-4,color:n.lab};X(e,a,0,t,i,l);let d={top:this.#i.quality,height:Kt},h={good:n.lab,poor:n["warm-text"],line:n.line};Bt(e,this.story.qualities,d,this.span,t,h)}};function Ue(o){let t=o.verbs.map(e=>`${e.verb} ${T(e)}`.trim());return t.length?`Verbs so far: ${t.join(", ")}.`:""}function Yt(o,t){M(o,Ue(t))}function Gt({rtt:o,loss:t,mos:e,jitter:n}){let r=[];return o!==null&&r.push(`RTT ${Math.round(o)} ms`),n!==null&&r.push(`jitter ${Math.round(n)} ms`),t!==null&&r.push(`loss ${Number(t.toFixed(1))} %`),e!==null&&r.push(`MOS ${e.toFixed(1)}`),r.join(" · ")}var Qt=`/* VoiceLab's colours, type and shapes. They follow JupyterLab's theme variables where there are some, and the
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
`;var Ve=.18,Z=class{root;#t;#e;#r=new j;#n;#o;#s=u("span",{class:"vl-about vl-soft vl-ellipsis"});#l=u("span",{class:"vl-quality"});#i=u("div",{class:"vl-quiet"});#u;#d;#c;#a=null;#m=null;#p=!0;#y=null;#x=!0;constructor(t){let e=t.get("call_sid");this.#t=new N(t,e,r=>this.#h(r)),this.#e=new q(this.#t.story,{seek:r=>this.#b(r),choose:r=>this.#R(r),moved:()=>{this.#p=!1,this.#h(!0)},key:r=>this.#N(r)},()=>this.#o?.wake()),this.#n=new I(t,()=>this.#L()),this.#u=u("button",{type:"button",class:"vl-play",onclick:()=>{this.#S()}}),this.#d=u("button",{type:"button",class:"vl-now-button",onclick:()=>this.#k()},"Live");let n=(r,s,i)=>u("button",{type:"button",class:"vl-icon","aria-label":r,title:r,onclick:i},G(s,14));this.root=u("div",{class:"vl vl-card vl-timeline",role:"group","aria-label":`Timeline of call ${e}`,"data-lm-suppress-shortcuts":"true",onkeydown:et},u("div",{class:"vl-tl-top"},u("b",{title:e},Ht(e)),this.#s,this.#l,u("div",{class:"vl-tl-buttons"},n("Zoom out",yt,()=>this.#g(1.6)),n("Zoom in",gt,()=>this.#g(1/1.6)),u("button",{type:"button",onclick:()=>this.#$()},"Fit"),this.#d,this.#u)),this.#e.root,this.#r.root,this.#i),this.#o=new z(this.root,r=>this.#C(r)),this.#c=Rt(this.root,()=>{this.#e.recolor(),this.#o.wake()}),this.#h(!0)}close(){this.#c(),this.#n.stop(),this.#o.close(),this.#e.close(),this.#t.close(),this.root.remove()}get#f(){let{story:t}=this.#t,e=t.time(performance.now()/1e3);return t.endedAt===null?Math.max(0,e-Ve):e}get#v(){return this.#n.playing?this.#n.time:this.#a??this.#f}#h(t){this.#x||=t,this.#o?.wake()}#M(){let{story:t}=this.#t;this.#x=!1,M(this.#s,this.#E()),this.#s.title=this.#s.textContent??"",Yt(this.#i,t),t.endedAt!==null&&this.#p&&this.#a===null&&this.#e.span.fit(t.endedAt),this.#A()}#E(){let t=this.#t.trouble??this.#y;if(t)return`${t.message} ${t.cure}`;let{from:e,to:n,status:r,reason:s}=this.#t.story;return r?[`${e} → ${n||"the application"}`,r,s].filter(Boolean).join(" · "):this.#t.waiting||"waiting for the call"}#A(){let{story:t}=this.#t,e=this.#n.playing,n=e?"Pause":"Play";this.#u.textContent!==n&&this.#u.replaceChildren(G(e?bt:vt,15),n),this.#u.disabled=t.inbound.end===0&&t.outbound.end===0;let r=t.status!==""&&t.endedAt===null;this.#d.hidden=!r,this.#d.setAttribute("aria-pressed",String(r&&this.#a===null&&this.#p))}#b(t){let{story:e}=this.#t;this.#a=Math.min(Math.max(0,t),Math.max(e.lastKnown,this.#f)),this.#m=null,this.#n.playing&&this.#T(this.#a),this.#w(this.#a),this.#h(!0)}#w(t){let{span:e}=this.#e;(t<e.from||t>e.to)&&(e.from=Math.max(0,t-e.seconds/2)),this.#p=!1}#R(t){this.#a=t.start+(t.duration??0),this.#m=t,this.#w(this.#a),this.#h(!0)}#k(){this.#n.stop(),this.#a=null,this.#m=null,this.#p=!0,this.#h(!0)}#g(t){this.#e.span.zoom(t,this.#v,this.#t.story.lastKnown),this.#p=this.#a===null,this.#h(!0)}#$(){this.#e.span.fit(Math.max(this.#t.story.lastKnown,this.#f)),this.#p=this.#a===null,this.#h(!0)}async#S(){if(this.#n.playing){this.#a=this.#n.time,this.#n.stop(),this.#h(!0);return}let{endedAt:t}=this.#t.story,e=this.#a??0;await this.#T(t!==null&&e>t-.2?0:e)}async#T(t){try{await this.#n.play(t),this.#y=null,this.#w(t)}catch(e){this.#y=e instanceof y?e:new y(String(e),"")}this.#h(!0)}#L(){this.#a=this.#t.story.lastKnown,this.#h(!0)}#N(t){t.stopPropagation();let e=t.shiftKey?5:.5;if(t.key==="ArrowLeft")this.#b(this.#v-e);else if(t.key==="ArrowRight")this.#b(this.#v+e);else if(t.key==="Home")this.#b(0);else if(t.key==="End")this.#k();else if(t.key==="+"||t.key==="=")this.#g(1/1.6);else if(t.key==="-")this.#g(1.6);else if(t.key===" ")this.#S();else return;t.preventDefault()}#C(t){this.#x&&this.#M();let{story:e}=this.#t,n=this.#f,r=this.#v,s=e.status!==""&&e.endedAt===null;this.#n.playing?this.#e.span.follow(r):s&&this.#p&&this.#e.span.follow(n);let i=e.qualityAt(r);M(this.#l,i?Gt(i):"");let l=this.#m??Pt(e.exchanges,r),c=this.#e.draw(r,n,l);return this.#r.show(e,l,r),!c||s||this.#n.playing}};function qe({model:o,el:t}){C(t,"tokens",Qt),C(t,"cell",ft),C(t,"timeline",$t);let e=new Z(o);return t.append(e.root),()=>e.close()}var Zo=At({render:qe});export{Zo as default};
