var K=new Set;function nt(r){let t=new URL(r);t.protocol==="http:"?K.add(t.host):K.delete(t.host)}var en=window.WebSocket;function ot(r){r.stopPropagation(),r.repeat&&r.key==="Enter"&&r.target.closest("button")&&r.preventDefault()}function re(r){let t="/",e=se(r.config);typeof e.baseUrl=="string"?t=e.baseUrl:r.bodyBaseUrl&&(t=r.bodyBaseUrl);let n=new URL(t,`${r.origin}/`);return n.href.endsWith("/")?n.href:`${n.href}/`}function se(r){if(!r)return{};try{let t=JSON.parse(r);return typeof t=="object"&&t!==null?t:{}}catch{return{}}}function Y(r){return r==="localhost"||r==="[::1]"||/^127(\.\d+){3}$/.test(r)}function rt(r,t){let e=[];return t.url&&!Y(new URL(t.url).hostname)&&e.push(le(t.url)),t.port&&(r.origin.startsWith("http")&&e.push(`${re(r)}proxy/${t.port}/`),(r.origin==="null"||ie(r)||Y(it(r.origin)))&&e.push(`http://127.0.0.1:${t.port}/`)),e}function ie(r){return r.origin.startsWith("vscode-webview:")}function st(r){return r.config!==null||r.bodyBaseUrl!==null||Y(it(r.origin))?"Run the cell with %load_ext voicelab again. If that does not help, voicelab doctor says what stops it.":"This page is no Jupyter's, and the lab is on the kernel's machine. Open the notebook in JupyterLab, in a browser; here lab.caller(...) places calls, and call.plot() and call.audio() show them."}function it(r){try{return new URL(r).hostname}catch{return""}}function le(r){return r.endsWith("/")?r:`${r}/`}function lt(r,t){let e=new URL(t,r);return e.protocol=e.protocol==="https:"?"wss:":"ws:",e.href}function k(r){return typeof r!="object"||r===null?null:typeof r.type=="string"?r:null}var y=class extends Error{constructor(e,n,o=null){super(e);this.cure=n;this.code=o}cure;code},ae=1500,at=15e3;function ut(r,t,e){return new Promise((n,o)=>{let s=setTimeout(()=>t("waiting for the kernel"),ae),i=setTimeout(d,at),l=()=>{clearTimeout(s),clearTimeout(i),r.off("msg:custom",c),e.removeEventListener("abort",a)},a=()=>{l(),o(e.reason)},c=v=>{let p=k(v);p?.type==="credentials"&&(l(),typeof p.error=="string"?o(new y(p.error,String(p.cure??""))):n(ce(p)))};if(e.aborted){a();return}e.addEventListener("abort",a),r.on("msg:custom",c),h();function d(){t("no answer from the kernel: was it started anew? Run this cell again"),i=setTimeout(d,at),h()}function h(){try{r.send({type:"credentials"})}catch{l(),o(new y("The kernel that made this is gone, and its lab with it.","Run the cell with %load_ext voicelab, then this cell again."))}}})}function ce(r){let t=e=>typeof e=="string"&&e?e:null;return{port:typeof r.port=="number"?r.port:null,url:t(r.url),account_sid:t(r.account_sid),token:t(r.token),observe_token:t(r.observe_token)}}function ct(){return{origin:location.origin,config:document.getElementById("jupyter-config-data")?.textContent??null,bodyBaseUrl:document.body.dataset.baseUrl??null}}async function dt(r){let t=[];for(let e of rt(ct(),r))if(t.push(e),await ue(e,r))return nt(e),e;throw new y(`The lab does not answer${t.length?` at ${t.join(" or ")}`:""}.`,st(ct()))}async function ue(r,t){let e=t.account_sid,n=e?`?account_sid=${encodeURIComponent(e)}`:"",o=await de(r,n,t.token??t.observe_token);return!!o?.voicelab&&(!e||o?.account_sid===e)}async function de(r,t,e){let o=new URL(r,location.href).origin===location.origin&&e?{"X-Twilio-Token":e}:{};try{let s=AbortSignal.timeout(4e3),i=await fetch(`${r}health${t}`,{headers:o,signal:s,cache:"no-store"});return i.ok?await i.json():null}catch{return null}}async function ht(r,t){try{let e=await fetch(`${r}lab/v1/tokens/renew`,{method:"POST",headers:{"Content-Type":"application/json"},body:JSON.stringify({token:t}),signal:AbortSignal.timeout(8e3)});if(!e.ok)return null;let n=await e.json();return typeof n.token=="string"?n.token:null}catch{return null}}function pt(r){try{let t=(r.split(".")[1]??"").replaceAll("-","+").replaceAll("_","/"),e=JSON.parse(atob(t)),n=Number(e.exp)-Number(e.nbf);return n>0?n:null}catch{return null}}var mt=300,he=8e3,G=.5,pe=.1,$=class{constructor(t,e,n){this.base=t;this.token=e;this.hooks=n;this.#i(G)}base;token;hooks;#t=null;#e=!1;#r=!1;#n=mt;#o;#s;#l=null;watch(t){this.#l=t,this.#t?this.#t.readyState===WebSocket.OPEN&&this.#d():this.#c()}close(){this.#r=!0,clearTimeout(this.#o),clearTimeout(this.#s),this.#t?.close(),this.#t=null}#i(t){clearTimeout(this.#s);let e=pt(this.token);e!==null&&(this.#s=setTimeout(()=>{this.#u()},e*t*1e3))}async#u(){let t=await ht(this.base,this.token);if(!this.#r){if(!t)return this.#i(pe);this.token=t,this.#e&&this.#t?.readyState===WebSocket.OPEN&&this.#t.send(JSON.stringify({renew:t})),this.hooks.renewed?.(t),this.#i(G)}}#d(){this.#l&&this.#t?.send(JSON.stringify({token:this.token,...this.#l}))}#c(){if(this.#r)return;let t=new WebSocket(lt(this.base,"observe"));this.#t=t,this.#e=!1;let e=null;t.onopen=()=>this.#d(),t.onmessage=n=>{let o=me(n.data);o&&(o.event==="hello"?(this.#n=mt,this.#e||this.hooks.state?.(!0),this.#e=!0):o.event==="refused"?e=this.hooks.refused(typeof o.code=="number"?o.code:null,String(o.message)):o.event!=="renewed"&&this.hooks.event(o))},t.onclose=async()=>{if(this.#t===t){if(this.#t=null,this.#e&&this.hooks.state?.(!1),e){let n=await e;if(n===null)return;this.token=n,this.#i(G)}this.#o=setTimeout(()=>this.#c(),this.#n),this.#n=Math.min(he,this.#n*2)}}}};function me(r){if(typeof r!="string")return null;try{let t=JSON.parse(r);if(typeof t=="object"&&t!==null&&"event"in t)return t}catch{}return null}var S=class{rate;#t=new Float32Array(1024);#e=new Float32Array(1024/64);#r=0;#n=Number.POSITIVE_INFINITY;constructor(t=50){this.rate=t}get start(){return this.#n/this.rate}get end(){return this.#r/this.rate}push(t,e){let n=Math.max(0,Math.round(t*this.rate));e.length&&(this.#n=Math.min(this.#n,n));for(let o of e){if(n>=72e4)return;n>=this.#t.length&&this.#o(n+1);let s=Number.isFinite(o)?Math.min(1,Math.max(0,o)):0;this.#t[n]=s;let i=Math.floor(n/64);this.#e[i]=Math.max(this.#e[i]??0,s),n+=1,this.#r=Math.max(this.#r,n)}}spread(t,e,n){let o=Math.max(0,Math.round(n.length/e*this.rate)),s=[];for(let i=0;i<o;i+=1){let l=Math.floor(i/this.rate*e+1e-6),a=Math.max(l+1,Math.ceil((i+1)/this.rate*e-1e-6));s.push(Math.max(0,...n.slice(l,a)))}this.push(t,s)}#o(t){let e=this.#t.length;for(;e<t;)e*=2;let n=new Float32Array(e);n.set(this.#t);let o=new Float32Array(e/64);o.set(this.#e),this.#t=n,this.#e=o}peak(t,e){let n=Math.max(0,Math.floor(t*this.rate+1e-6)),o=Math.min(this.#r,Math.max(n+1,Math.ceil(e*this.rate-1e-6))),s=0;for(;n<o;)n%64===0&&n+64<=o?(s=Math.max(s,this.#e[n/64]??0),n+=64):(s=Math.max(s,this.#t[n]??0),n+=1);return s}},L=class{#t=null;#e=0;learn(t,e){let n=t-e,o=this.#t===null?n:this.#t-.005*Math.max(0,e-this.#e);this.#t=Math.max(n,o),this.#e=e}time(t){return this.#t===null?null:this.#t+t}};var f=r=>typeof r=="string"?r:r==null?"":String(r),g=r=>typeof r=="number"&&Number.isFinite(r)?r:null,ft=r=>typeof r!="object"||r===null?{}:Object.fromEntries(Object.entries(r).map(([t,e])=>[t,f(e)])),vt=r=>Array.isArray(r)?r:[],N=class{callSid;clock=new L;inbound=new S;outbound=new S;verbs=[];exchanges=[];documents=[];digits=[];speech=[];statuses=[];notices=[];qualities=[];from="";to="";direction="";status="";endedAt=null;reason="";revision=0;#t=Number.NEGATIVE_INFINITY;#e=0;constructor(t){this.callSid=t}restart(){for(let t of[this.verbs,this.exchanges,this.documents,this.digits,this.speech])t.length=0;this.statuses.length=0,this.notices.length=0,this.qualities.length=0,this.#t=Number.NEGATIVE_INFINITY,this.status="",this.endedAt=null,this.revision+=1}apply(t,e){let n=g(t.at)??0;if(t.event==="envelope"){let o=vt(t.inbound),s=vt(t.outbound);this.inbound.push(n,o),this.outbound.push(n,s),e!==void 0&&this.clock.learn(n+Math.max(o.length,s.length)/this.inbound.rate,e);return}e!==void 0&&this.clock.learn(n,e),this.revision+=1,this.#r(t,n)}#r(t,e){switch(t.event){case"call-created":this.from=f(t.from_??t.from),this.to=f(t.to),this.direction=f(t.direction),this.#n(e,f(t.status));break;case"call-status-changed":this.#n(e,f(t.status));break;case"call-ended":this.endedAt=e,this.reason=f(t.reason),this.#n(e,f(t.status));for(let n of this.verbs)n.end??=e;break;case"webhook-started":this.exchanges.push({exchange:g(t.exchange)??this.exchanges.length+1,method:f(t.method),url:f(t.url),purpose:f(t.purpose),parameters:ft(t.parameters),signature:f(t.signature),start:e,duration:null,status:null,contentType:"",body:"",errorCode:null});break;case"webhook-answered":{let n=this.exchanges.find(o=>o.exchange===t.exchange);if(!n)break;n.duration=g(t.duration)??Math.max(0,e-n.start),n.status=g(t.status),n.contentType=f(t.content_type),n.body=f(t.body),n.errorCode=g(t.error_code);break}case"document-started":this.documents.push({document:g(t.document)??this.documents.length+1,url:f(t.url),source:f(t.source),at:e});break;case"verb-started":this.verbs.push({id:g(t.verb_id)??0,verb:f(t.verb),attributes:ft(t.attributes),text:f(t.text),line:g(t.line)??0,column:g(t.column)??0,document:g(t.document)??0,parent:g(t.parent_id),start:e,end:null,outcome:""});break;case"verb-ended":{let n=this.verbs.find(o=>o.id===t.verb_id);if(!n)break;n.end=e,n.outcome=f(t.outcome);break}case"digit-pressed":this.digits.push({at:e,digit:f(t.digit),via:f(t.via)});break;case"speech-heard":this.speech.push({at:e,text:f(t.text),final:t.final===!0});break;case"quality-sampled":if(Math.abs(e-this.#t)>.4)this.#e=this.qualities.length;else for(let n of this.qualities.slice(this.#e))n.at=Math.max(0,n.at-1);this.#t=e,this.qualities.push({at:e,rtt:g(t.rtt),jitter:g(t.jitter),loss:g(t.loss),mos:g(t.mos)});break;case"notified":this.notices.push({at:e,code:g(t.code),level:f(t.level),message:f(t.message),cure:f(t.cure),line:g(t.line),column:g(t.column),document:g(t.document)});break}}#n(t,e){!e||e===this.status||(this.status=e,this.statuses.push({at:t,status:e}))}time(t){return this.endedAt!==null?this.endedAt:this.clock.time(t)??this.lastKnown}get lastKnown(){let t=Math.max(this.inbound.end,this.outbound.end,this.endedAt??0);for(let e of this.verbs)t=Math.max(t,e.end??e.start);for(let e of this.exchanges)t=Math.max(t,e.start+(e.duration??0));return t}qualityAt(t){return this.qualities.findLast(e=>e.at<=t)??null}running(t){return this.verbs.filter(e=>e.start<=t&&(e.end===null||e.end>t))}get currentVerb(){for(let t=this.verbs.length-1;t>=0;t-=1){let e=this.verbs[t];if(e&&e.end===null)return e}return null}};function T(r){let t=r.attributes,e=r.text.replace(/\s+/g," ").trim();switch(r.verb){case"Say":return e?`“${e}”`:"";case"Play":return t.digits?`keys ${t.digits}`:e.split(/[?#]/)[0]?.split("/").filter(Boolean).at(-1)??"";case"Gather":{let n=t.input??"dtmf";if(n==="speech")return"listens for words";let o=t.numDigits,s=o?`${o} digit${o==="1"?"":"s"}`:"digits";return n.includes("speech")?`waits for words or ${s}`:`waits for ${s}`}case"Pause":return`${t.length??"1"} s`;case"Record":return t.maxLength?`up to ${t.maxLength} s`:"";case"Enqueue":case"Dial":case"Redirect":case"Client":case"Number":case"Conference":case"Queue":return e;default:return""}}var fe=5e3,ve=4e3,C=class{constructor(t,e,n,o=!0){this.model=t;this.changed=n;this.envelope=o;this.story=new N(e),t.on("msg:custom",this.#i),this.#o()}model;changed;envelope;story;trouble=null;waiting="looking for the lab";#t=null;#e=new AbortController;#r;#n=!1;close(){this.#e.abort(new DOMException("closed","AbortError")),clearTimeout(this.#r),this.#t?.close(),this.model.off("msg:custom",this.#i)}async#o(){this.#t?.close();try{let t=await this.#s(),e=t.observe_token;if(!e)throw new y("The kernel gave no token.","Run the cell again.");let n=await dt(t);if(this.#e.signal.aborted)return;this.#t?.close(),this.#t=new $(n,e,{event:o=>{o.call_sid===this.story.callSid&&(this.story.apply(o,performance.now()/1e3),o.event!=="envelope"&&this.#l(),this.changed(o.event!=="envelope"))},refused:async()=>(await this.#s().catch(()=>null))?.observe_token??null,state:o=>{o&&this.story.restart(),this.waiting=o?"":"the lab went away",clearTimeout(this.#r),o||(this.#r=setTimeout(()=>{this.#o()},ve)),this.changed(!0)}}),this.#t.watch({calls:[this.story.callSid],history:!0,envelope:this.envelope}),this.trouble=null}catch(t){if(this.#e.signal.aborted)return;this.trouble=t instanceof y?t:new y(String(t),"Run the cell again."),this.#r=setTimeout(()=>{this.#o()},fe)}this.changed(!0)}#s(){return ut(this.model,t=>{this.waiting=t,this.changed(!0)},this.#e.signal)}#l(){this.#n||this.story.endedAt===null||this.story.inbound.end>0&&this.story.inbound.start<1||(this.#n=!0,this.model.send({type:"envelope"}))}#i=t=>{let e=k(t);if(e?.type==="moved"&&this.#o(),e?.type!=="envelope")return;let n=Number(e.rate);if(!(n>0))return;let o=Number(e.start)||0;this.story.inbound.spread(o,n,bt(e.inbound)),this.story.outbound.spread(o,n,bt(e.outbound)),this.changed(!0)}};function bt(r){return Array.isArray(r)?r.map(t=>Array.isArray(t)?Math.max(Math.abs(Number(t[0])),Math.abs(Number(t[1]))):Number(t)):[]}var gt=`.vl-cell {
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
`;function u(r,t={},...e){let n=document.createElement(r);for(let[o,s]of Object.entries(t))s==null||s===!1||(typeof s=="function"?n.addEventListener(o.slice(2),s):n.setAttribute(o,s===!0?"":String(s)));return n.append(...e),n}function Q(r,t=16){let e=document.createElementNS("http://www.w3.org/2000/svg","svg");for(let[o,s]of Object.entries({viewBox:"0 0 24 24",width:t,height:t,fill:"currentColor","aria-hidden":"true"}))e.setAttribute(o,String(s));let n=document.createElementNS("http://www.w3.org/2000/svg","path");return n.setAttribute("d",r),e.append(n),e}function M(r,t){r.textContent!==t&&(r.textContent=t)}function w(r,t,e){r.getAttribute(t)!==e&&r.setAttribute(t,e)}function O(r,t,e){let n=r.getRootNode(),o=n instanceof ShadowRoot?n:document.head,s=`voicelab-${t}`,i=o.querySelector(`style[data-voicelab="${s}"]`);i||(i=u("style",{"data-voicelab":s}),o.append(i)),i.textContent!==e&&(i.textContent=e)}var yt="M8 5v14l11-7z",xt="M7 5h4v14H7zm6 0h4v14h-4z",wt="M19 13h-6v6h-2v-6H5v-2h6V5h2v6h6z",kt="M5 11h14v2H5z";var I;function E(){return I??=new AudioContext,I.state==="suspended"&&I.resume().catch(()=>{}),I}var ge=59,ye=25,P=class{constructor(t,e){this.model=t;this.ended=e}model;ended;#t=[];#e;#r=0;#n=0;#o=0;get playing(){return this.#t.length>0}get time(){return this.#n+E().currentTime-this.#r}async play(t){this.stop();let e=this.#o,n=E(),o=await this.#i(t);if(e!==this.#o)return;let s=Math.max(0,t-o.start);if(s>=o.buffer.duration)throw new y("There is no sound after this point.","Move the playhead back.");this.#r=n.currentTime,this.#n=o.start+s,this.#s(o,s,n.currentTime)}stop(){this.#o+=1,clearTimeout(this.#e);let t=this.#t;this.#t=[];for(let e of t)e.stop()}#s(t,e,n){let o=E(),s=o.createBufferSource();if(s.buffer=t.buffer,s.connect(o.destination),s.onended=()=>{this.#t.includes(s)&&(this.#t=this.#t.filter(a=>a!==s),this.#t.length===0&&this.ended())},s.start(n,e),this.#t.push(s),t.buffer.duration<ge)return;let i=n+t.buffer.duration-e,l=Math.max(0,i-ye-o.currentTime);this.#e=setTimeout(()=>{this.#l(t.start+t.buffer.duration,i,this.#o)},l*1e3)}async#l(t,e,n){let o=await this.#i(t).catch(()=>null);o&&n===this.#o&&o.buffer.duration>0&&this.#s(o,0,e)}async#i(t){let{bytes:e,start:n}=await this.#u(t);return{buffer:await E().decodeAudioData(e).catch(()=>{throw new y("The call's sound cannot be read.","Did anything sound in this call yet?")}),start:n}}#u(t){return new Promise((e,n)=>{let o=setTimeout(()=>{s(),n(new y("The kernel does not answer.","Wait until its cell has ended, then play again."))},15e3),s=()=>{clearTimeout(o),this.model.off("msg:custom",i)},i=(l,a)=>{let c=k(l);if(c?.type!=="audio"||c.from!==t)return;s();let d=a[0];if(d){let h=new Uint8Array(d.buffer,d.byteOffset,d.byteLength).slice().buffer;e({bytes:h,start:Number(c.start)||0})}else n(new y(String(c.error??"There is no sound."),String(c.cure??"")))};this.model.on("msg:custom",i),this.model.send({type:"audio",from:t})})}};var X="application/vnd.jupyter.widget-state+json",Tt="application/vnd.jupyter.widget-view+json",xe="text/html",Mt="application/vnd.voicelab.widget+json",Et="voicelab-stand-in";function we(r){let t=r.metadata?.widgets,e=t?.[X]?.state??{},n=ke(e,r),o=!1,s=r.cells.map(h=>{let v=h.outputs?.map(p=>{let b=At(p),x=Number(b?.model_id);return!b||!p.data||!(Mt in p.data)||!Number.isSafeInteger(x)||x<1?p:(o=!0,n[String(x)]=Se(p.data[xe]),{...p,data:{...p.data,[Tt]:{...b,model_id:x}}})});return v?{...h,outputs:v}:h});if(!o&&Object.keys(n).length===Object.keys(e).length)return r;let{widgets:i,...l}=r.metadata??{},{[X]:a,...c}=t??{},d=Object.keys(n).length?{...c,[X]:{version_major:2,version_minor:0,...a,state:n}}:c;return{...r,cells:s,metadata:Object.keys(d).length?{...l,widgets:d}:l}}function ke(r,t){let e=new Set,n=new Set;for(let s of t.cells.flatMap(i=>i.outputs??[])){let i=At(s)?.model_id;i&&Rt(String(i),r,s.data&&Mt in s.data?e:n)}let o=Object.entries(r).filter(([s,i])=>(!e.has(s)||n.has(s))&&!Te(i));return Object.fromEntries(o)}function At(r){return r.data?.[Tt]}function Rt(r,t,e){if(!(e.has(r)||!(r in t))){e.add(r);for(let[,n]of JSON.stringify(t[r]).matchAll(/"IPY_MODEL_([^"]+)"/g))n&&Rt(n,t,e)}}function Se(r){return{model_name:"HTMLModel",model_module:"@jupyter-widgets/controls",model_module_version:"2.0.0",state:{_dom_classes:[Et],value:Array.isArray(r)?r.join(""):String(r??"")}}}function Te(r){let t=r.state?._dom_classes;return Array.isArray(t)&&t.includes(Et)}var St=Symbol.for("voicelab.saved-with-stand-ins");function $t(r){if(r[St])return;r[St]=!0;let t=r.toJSON.bind(r);r.toJSON=()=>we(t())}function Me(r){return r.closest(".jupyter-widgets-disconnected")!==null}function Ee(r){return t=>{let{model:e,el:n}=t;return Me(n)?(n.innerHTML=e.get("standing"),()=>n.replaceChildren()):r(t)}}function Lt(r){return{initialize:Ae(r.initialize),render:Ee(r.render)}}function Ae(r){return t=>{let n=t.model.widget_manager?.context?.model;return typeof n?.toJSON=="function"&&$t(n),r?.(t)}}function Re(r){let t=r.match(/[\d.]+/g)?.map(Number);if(!t||t.length<3||t.length>3&&t[3]===0)return null;let[e=0,n=0,o=0]=t.map(s=>{let i=s/255;return i<=.04045?i/12.92:((i+.055)/1.055)**2.4});return .2126*e+.7152*n+.0722*o}function $e(r){let t=document.body.dataset.jpThemeLight;if(t==="true")return!1;if(t==="false"||document.body.classList.contains("vscode-dark"))return!0;if(document.body.classList.contains("vscode-light"))return!1;for(let e=r.parentElement;e;e=e.parentElement){let n=Re(getComputedStyle(e).backgroundColor);if(n!==null)return n<.2}return matchMedia("(prefers-color-scheme: dark)").matches}function Nt(r,t){let e=()=>{let i=$e(r)?"dark":"light";r.dataset.vlTheme!==i&&(r.dataset.vlTheme=i,t())},n=new MutationObserver(()=>requestAnimationFrame(e)),o={attributes:!0,attributeFilter:["class","style","data-jp-theme-light","data-theme"]};n.observe(document.body,o),n.observe(document.documentElement,o);let s=matchMedia("(prefers-color-scheme: dark)");return s.addEventListener("change",e),requestAnimationFrame(e),()=>{n.disconnect(),s.removeEventListener("change",e)}}var Ct=`.vl-timeline {
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
  /* One that lasts may have others within its time. */
  box-shadow: 0 0 0 1.5px var(--vl-card);
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
`;var A=r=>`'${r.replaceAll("'","'\\''")}'`;function Ot(r){let{method:t,url:e,signature:n,parameters:o}=r,s=["curl"],i=t!=="GET"&&!Ne(r);/[[\]{}]/.test(e)&&s.push("--globoff");let l=t==="POST"&&Object.keys(o).length>0;if(t!=="GET"&&!l&&s.push("-X",t),s.push(A(e)),n&&s.push("-H",A(`X-Twilio-Signature: ${n}`)),i)for(let[a,c]of Object.entries(o))s.push("--data-urlencode",A(`${encodeURIComponent(a)}=${c}`));else l&&s.push("-H",A("Content-Type: application/json"),"--data-raw",A(Ce(o)));return s.join(" ")}function Ne({method:r,url:t}){return r==="POST"&&/[?&]bodySHA256=[0-9a-f]{64}$/.test(t)}function Ce(r){let t=n=>JSON.stringify(n).replace(/[\u0080-\uffff]/g,o=>`\\u${o.charCodeAt(0).toString(16).padStart(4,"0")}`);return`{${Object.entries(r).map(([n,o])=>`${t(n)}: ${t(o)}`).join(", ")}}`}function Ht(r,t,e){if(!(t>r)||!(e>0))return[];let n=(t-r)/e*72,o=Oe.find(i=>i>=n)??3600,s=[];for(let i=Math.ceil(r/o-1e-9);i*o<=t;i+=1)s.push(i*o+0);return s}var Oe=[.05,.1,.2,.5,1,2,5,10,15,30,60,120,300,600,1800,3600];function _t(r){if(r>=60){let t=Math.round(r);return`${Math.floor(t/60)}:${String(t%60).padStart(2,"0")}`}return`${Number(r.toFixed(2))} s`}var H=class r{from=0;seconds;static shortest=.5;constructor(t=16){this.seconds=t}get to(){return this.from+this.seconds}x(t,e){return(t-this.from)/this.seconds*e}time(t,e){return this.from+t/e*this.seconds}zoom(t,e,n){let o=Math.min(Math.max(r.shortest,this.seconds*t),Math.max(16,n*1.05));this.from=e-(e-this.from)/this.seconds*o,this.seconds=o,this.#t(n)}pan(t,e){this.from+=t,this.#t(e)}fit(t){this.from=0,this.seconds=Math.max(4,t*1.04)}follow(t){let e=this.from+this.seconds*.8;t>e?this.from+=t-e:t<this.from&&(this.from=Math.max(0,t-this.seconds*.2))}#t(t){this.from=Math.max(0,Math.min(this.from,Math.max(0,t*1.05-this.seconds)))}};function Ft(r,t){let e=new Map,n=[];for(let o of[...r].sort((s,i)=>s.start-i.start||s.id-i.id)){let s=o.parent===null?0:(e.get(o.parent)??-1)+1;for(;(n[s]??Number.NEGATIVE_INFINITY)>o.start+1e-6;)s+=1;e.set(o.id,s),n[s]=o.end??Math.max(t,o.start)}return e}function jt(r,t){let e=null;for(let n of r)n.start<=t&&(!e||n.start>=e.start)&&(e=n);return e??r[0]??null}var Dt=14,It=8*Dt;function Wt(r,t){let e=new Map,n=Number.NEGATIVE_INFINITY;for(let{exchange:o,start:s}of[...r].sort((i,l)=>i.start-l.start)){let i=Math.max(0,n-s*t);e.set(o,i>It?0:i),n=s*t+(i>It?0:i)+Dt}return e}function _(r){try{let t=new URL(r);return t.pathname+t.search}catch{return r}}function zt(r){return r.length>10?`${r.slice(0,4)}…${r.slice(-2)}`:r}function F(r){return r<10?`${Math.round(r*1e3)} ms`:`${r.toFixed(1)} s`}var Pt=["Digits","SpeechResult","RecordingUrl","DialCallStatus","CallStatus","From","To","CallSid"];function Ut(r){let t=e=>{let n=Pt.indexOf(e);return n<0?Pt.length:n};return Object.entries(r).sort(([e],[n])=>t(e)-t(n))}var Ie=/<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<\?[\s\S]*?(?:\?>|$)|<[^>]*>?|[^<]+/g,Pe=/(<\/?[\w:.-]*|\/?>)|([\w:.-]+)(?=\s*=)|("[^"]*"?|'[^']*'?)|([^<>"'\w/]+|[\s\S])/g;function Bt(r){let t=[[]],e=(n,o)=>{o.split(`
`).forEach((s,i)=>{i>0&&t.push([]);let l=t.at(-1),a=l?.at(-1);!s||!l||(a?.kind===n?a.text+=s:l.push({kind:n,text:s}))})};for(let[n]of r.replace(/\r\n?/g,`
`).matchAll(Ie))if(n.startsWith("<!--"))e("comment",n);else if(n.startsWith("<?"))e("comment",n);else if(!n.startsWith("<")||n.startsWith("<![CDATA["))e("text",n);else for(let[o,s,i]of n.matchAll(Pe))e(s?"tag":i?"attribute":"text",o);return t.length>1&&t.at(-1)?.length===0&&t.pop(),t}function Vt(r){return r.map(({kind:t,text:e})=>t==="text"?e:u("span",{class:`vl-${t}`},e))}function Z(r,t){return{class:r,tabindex:0,role:"group","aria-label":t}}var j=class{root=u("div",{class:"vl-details"});#t=u("div",{class:"vl-left"});#e=u("div",Z("vl-lines vl-code","Document that runs"));#r="";#n="";#o=null;constructor(){this.root.append(this.#t,this.#e)}show(t,e,n){this.#s(e);let o=t.running(n),s=He(t,o,n);this.#l(s,o,t.notices)}#s(t){let e=t?`${t.exchange} ${t.duration} ${t.status}`:"";if(e===this.#r&&this.#t.firstChild)return;if(this.#r=e,!t){this.#t.replaceChildren(u("p",{class:"vl-soft"},"No request was made yet."));return}let n=[`${t.method} ${_(t.url)}`];t.duration===null?n.push("waiting"):n.push(t.status===null?"no answer":String(t.status),F(t.duration)),t.signature&&n.push("signed");let o=u("button",{type:"button",class:"vl-link"},"copy as curl");o.addEventListener("click",()=>{_e(Ot(t),o)});let s=u("p",{class:"vl-exchange",title:t.url},`${n.join(" · ")} ·`,o),i=u("p",Z("vl-parameters vl-code","Parameters"));for(let[l,a]of Ut(t.parameters))i.append(u("span",{},u("i",{},`${l}=`),a));if(this.#t.replaceChildren(s,i),t.body&&!t.errorCode){let l=[t.contentType,`${t.body.length} characters`].filter(Boolean).join(", ");this.#t.append(u("details",{class:"vl-answer"},u("summary",{},`answered ${l}`),u("pre",Z("vl-code","Answer"),t.body)))}t.errorCode&&this.#t.append(u("p",{class:"vl-failed"},`Error ${t.errorCode}: ${t.body.slice(0,300)}`))}#l(t,e,n){let o=e.filter(c=>c.document===t?.document).map(c=>c.line),s=n.filter(c=>c.document===null||c.document===t?.document),i=JSON.stringify([t?.document??0,o,s.length]);if(i===this.#n)return;this.#n=i,this.#o=null;let l=u("ol"),a=o.at(-1);for(let c of s)c.line===null&&l.append(qt(c));Bt(t?.source??"").forEach((c,d)=>{let h=d+1,v=h===a?"vl-lit":o.includes(h)?"vl-around":null,p=u("li",{class:v,"aria-current":h===a?"step":null},u("span",{"aria-hidden":"true"},String(h)),u("code",{},...Vt(c)));h===a&&(this.#o=p),l.append(p);for(let b of s)b.line===h&&t&&l.append(qt(b))}),this.#e.replaceChildren(l),this.#i()}#i(){let t=this.#o;if(!t)return;let e=t.offsetTop-this.#e.offsetTop,n=this.#e;(e<n.scrollTop||e+t.offsetHeight>n.scrollTop+n.clientHeight)&&(n.scrollTop=Math.max(0,e-n.clientHeight/3))}};function He(r,t,e){let n=t.at(-1)?.document;if(n){let o=r.documents.find(s=>s.document===n);if(o)return o}return r.documents.filter(o=>o.at<=e+1e-6).at(-1)??r.documents[0]??null}function qt({code:r,level:t,message:e,cure:n,line:o,column:s}){let i=o===null?"":` line ${o}, column ${s??1}`,l=u("b",{},`${r??t}${i}: `);return u("li",{class:"vl-finding"},u("p",{"data-level":t},l,`${e} ${n}`.trim()))}async function _e(r,t){let e="copied";try{await navigator.clipboard.writeText(r)}catch{e=Fe(r)?"copied":"the browser does not allow copying"}t.textContent=e,setTimeout(()=>{t.textContent="copy as curl"},1500)}function Fe(r){let t=u("textarea",{style:"position: fixed; opacity: 0"});t.value=r,document.body.append(t),t.select();let e=document.execCommand("copy");return t.remove(),e}function Jt(r,t){let e=u("span",{style:"display: none"});r.append(e);let n={};for(let o of t)e.style.color=`var(--vl-${o})`,n[o]=getComputedStyle(e).color;return e.remove(),n}function Kt(r,t,e,n){let o=null,s=i=>Math.max(0,t.time(i.clientX-r.getBoundingClientRect().left,r.clientWidth));r.addEventListener("pointerdown",i=>{i.target.closest("button")||(r.setPointerCapture(i.pointerId),o={x:i.clientX,from:t.from,moved:!1})}),r.addEventListener("pointermove",i=>{if(!o)return;let l=i.clientX-o.x;Math.abs(l)>4&&(o.moved=!0),o.moved&&(t.from=o.from,t.pan(-l/r.clientWidth*t.seconds,e()),n.moved())}),r.addEventListener("pointerup",i=>{let l=o;o=null,l&&!l.moved&&n.seek(s(i))}),r.addEventListener("pointercancel",()=>{o=null}),r.addEventListener("wheel",i=>{let l=Math.abs(i.deltaX)>Math.abs(i.deltaY)||i.shiftKey;if(i.ctrlKey||i.metaKey)t.zoom(Math.exp(i.deltaY*.003),s(i),e());else if(l)t.pan((i.deltaX||i.deltaY)/r.clientWidth*t.seconds,e());else return;i.preventDefault(),n.moved()},{passive:!1})}var W=23,Yt=84,je=40,De=20,D=class{constructor(t,e){this.story=t;this.hooks=e}story;hooks;root=u("div",{class:"vl-world"});#t=new Map;#e=new Map;#r=new Map;#n=new Map;#o={hooks:0,verbs:0,digits:0,call:0,notices:0};#s={from:Number.NaN,scale:Number.NaN};build(t,e){let{story:n}=this;this.#o=e,this.#e=this.#t,this.#t=new Map;let o=new Map,s=new Map,i=[...n.exchanges].sort((c,d)=>c.start-d.start);i.forEach((c,d)=>{s.set(c.exchange,this.#a(c,i[d+1]?.start??null))});for(let c of n.verbs)o.set(c.id,this.#p(c,t.get(c.id)??0));this.#i(),this.#u();let l=this.#d();this.#r=o,this.#n=s,this.#l(),this.#e.clear(),this.#s.scale=Number.NaN;let a=l===null?void 0:s.get(l);a&&a!==document.activeElement&&a.focus({preventScroll:!0})}#l(){let t=[...this.#t.values()].map(({element:o})=>o),e=new Set(t);for(let{element:o}of this.#e.values())e.has(o)||o.remove();let n=this.root.firstChild;for(let o of t)o===n?n=n.nextSibling:this.root.insertBefore(o,n)}#i(){let{digits:t,speech:e}=this.story,n=this.#o.digits;t.forEach(({at:o,digit:s,via:i},l)=>{let a=t[l-1]?.at??Number.NEGATIVE_INFINITY,c=Math.min(o-a,(t[l+1]?.at??Number.POSITIVE_INFINITY)-o),d=()=>u("span",{class:"vl-digit",title:`${s} by ${i}`},s);this.#c(`digit ${l}`,`${s} ${i}`,d,o,o,n,{apart:c})}),e.forEach(({at:o,text:s,final:i},l)=>{i&&this.#c(`speech ${l}`,s,()=>u("span",{class:"vl-spoken"},`“${s}”`),o,o,n)})}#u(){let{statuses:t,notices:e}=this.story,n=[...t,...e].map(o=>o.at).sort((o,s)=>o-s);t.forEach(({at:o,status:s},i)=>{let a=(n.find(d=>d>o)??Number.POSITIVE_INFINITY)-o,c=()=>u("span",{class:"vl-moved"},s);this.#c(`status ${i}`,s,c,o,o,this.#o.call,{room:a,beside:0})}),e.forEach((o,s)=>{let i=o.code?String(o.code):o.level,l=`${o.message} ${o.cure}`,a=()=>u("button",{type:"button",class:"vl-notice","data-level":o.level,title:l,onclick:()=>this.hooks.seek(o.at)},`▲ ${i}`),c={room:Number.POSITIVE_INFINITY,beside:0},d=`${i} ${o.level} ${l}`;this.#c(`notice ${s}`,d,a,o.at,o.at,this.#o.notices,c)})}#d(){for(let[t,e]of this.#n)if(e===document.activeElement)return t;return null}#c(t,e,n,o,s,i,l={}){let a=this.#e.get(t),c=a?.look===e?a.element:n();c.style.top!==`${i}px`&&(c.style.top=`${i}px`);let d=c===a?.element?a.hidden:void 0;return this.#t.set(t,{element:c,look:e,start:o,end:s,hidden:d,...l}),c}#a(t,e){let n=[t.method,_(t.url)];t.status!==null&&t.status>=300&&n.push(String(t.status)),t.duration!==null&&n.push(F(t.duration));let o=t.duration!==null&&(t.status===null||t.status>=400),s=t.duration===null?null:t.start+t.duration,i=this.#o.hooks,{exchange:l,start:a}=t,c=n.join(" "),d=()=>u("button",{type:"button",class:"vl-hook","data-bad":o,"aria-label":c,"aria-pressed":"false",title:c,onclick:()=>{let b=this.story.exchanges.find(x=>x.exchange===l);b&&this.hooks.choose(b)}}),h=this.#c(`hook ${l}`,`${c} ${o}`,d,a,s,i,{exchange:l}),v=()=>u("span",{class:"vl-hook-words","aria-hidden":"true"},c),p=e===null?Number.POSITIVE_INFINITY:e-a;return this.#c(`words ${l}`,c,v,a,a,i,{room:p,exchange:l}),h}#m(t){if(t.verb!=="Gather"||t.end===null)return`${t.verb} ${T(t)}`.trim();let e=i=>i>=t.start&&i<=(t.end??i)+.05,n=this.story.digits.filter(i=>e(i.at)).map(i=>i.digit),o=this.story.speech.filter(i=>i.final&&e(i.at)).map(i=>i.text);return`Gather · ${[n.join(""),...o.map(i=>`“${i}”`)].filter(Boolean).join(" ")||"nothing"}`}#p(t,e){let n=this.#m(t),o=`${t.verb} ${T(t)} ${t.outcome?`→ ${t.outcome}`:""}`.trim(),{start:s,end:i}=t,l=()=>u("button",{type:"button",class:"vl-verb",tabindex:-1,title:o,onclick:()=>this.hooks.seek(s+.001)},u("span",{},n)),a=this.#o.verbs+e*W;return this.#c(`verb ${t.id}`,`${n} ${o} ${s}`,l,s,i,a,{sticky:!0})}place(t,e,n){let o=e/t.seconds;this.root.style.transform=`translateX(${(-t.from*o).toFixed(2)}px)`;let s=this.#s.from!==t.from||this.#s.scale!==o;this.#s.scale!==o&&this.#f(o),this.#s={from:t.from,scale:o};for(let i of this.#t.values())(s||i.end===null)&&We(i,t,o,n)}#f(t){let e=Wt(this.story.exchanges,t);for(let n of this.#t.values())n.exchange!==void 0&&(n.shift=e.get(n.exchange)??0)}light(t,e){for(let[n,o]of this.#r)w(o,"data-runs",String(n===t));for(let[n,o]of this.#n)w(o,"aria-pressed",String(n===e))}};function We(r,t,e,n){let{element:o,start:s,end:i,sticky:l,room:a,apart:c,beside:d=18,shift:h=0}=r,v=i??Math.max(s,n),p=v+h/e<t.from-30||s>t.to+1;if(p!==r.hidden&&(o.style.display=p?"none":""),r.hidden=p,p)return;if(a!==void 0){let x=d===0&&(t.to-s)*e<Yt;o.style.left=`${(s*e+h+d).toFixed(2)}px`,o.style.transform=x?"translateX(-100%)":"",w(o,"data-turned",String(x));let R=x?Yt:Math.min(a,t.to-s)*e-h-d-6;o.style.maxWidth=`${Math.min(4e3,Math.max(0,R)).toFixed(0)}px`,o.style.visibility=R<je?"hidden":"";return}if(o.style.left=`${(s*e+h).toFixed(2)}px`,c!==void 0&&w(o,"data-tight",String(c*e<De)),v===s&&i!==null)return;o.style.width=`${((v-s)*e).toFixed(2)}px`;let b=l?o.firstElementChild:null;b&&(b.style.marginLeft=`${Math.max(0,(t.from-s)*e).toFixed(0)}px`)}function Gt(r,t,e,n,o,s){let i=null;r.setLineDash([]);for(let{at:l,mos:a}of t){if(a===null)continue;let c=(Math.min(4.5,Math.max(1,a))-1)/3.5,d=n.x(l,o),h=e.top+e.height-6-c*(e.height-12);i&&d>-20&&i[0]<o+20&&(r.strokeStyle=s.line,r.beginPath(),r.moveTo(...i),r.lineTo(d,h),r.stroke()),i=[d,h],!(d<-4||d>o+4)&&(r.fillStyle=a<3.5?s.poor:s.good,r.beginPath(),r.arc(d,h,2.5,0,2*Math.PI),r.fill())}}function ze(r){return r<.004?0:Math.min(1,r**.7)}function Ue(r,t,e,n,o,s){let i=Math.round(n);r.strokeStyle=o,r.lineWidth=1,r.setLineDash([1,2]),r.lineDashOffset=s,r.beginPath(),r.moveTo(t,i+.5),r.lineTo(t+e,i+.5),r.stroke()}function tt(r,t,e,n,o,s){let l=s*3/n,a=Math.floor(o/l),c=Math.round((o/l-a)*3),d=Math.round(t.middle);if(Ue(r,e,n,t.middle,t.color,c),!!t.envelope){r.fillStyle=t.color;for(let h=e-c,v=a;h<=e+n-2;h+=3,v+=1){let p=v*l;if(h<e||p<0)continue;let b=Math.round(ze(t.envelope.peak(p,p+l))*t.reach);b>0&&r.fillRect(h,d-b,2,b*2+1)}}}var z=class{constructor(t,e){this.canvas=t;let n=t.getContext("2d");if(!n)throw new Error("This browser gives no 2D canvas.");this.context=n,this.#t=new ResizeObserver(()=>{this.fit(),e()}),this.#t.observe(t)}canvas;context;width=0;height=0;#t;fit(){let t=window.devicePixelRatio||1;this.width=this.canvas.clientWidth,this.height=this.canvas.clientHeight;let e=Math.round(this.width*t),n=Math.round(this.height*t);(this.canvas.width!==e||this.canvas.height!==n)&&(this.canvas.width=e,this.canvas.height=n),this.context.setTransform(t,0,0,t,0,0)}clear=()=>{this.context.clearRect(0,0,this.width,this.height)};close(){this.#t.disconnect()}},Be=26,U=class{constructor(t,e){this.draw=e;this.#n=new IntersectionObserver(n=>{this.#r=n.at(-1)?.isIntersecting??!0,this.#r&&this.wake()}),this.#n.observe(t)}draw;#t=0;#e;#r=!0;#n;wake(){!this.#t&&!this.#e&&this.#r&&(this.#t=requestAnimationFrame(this.#o))}#o=t=>{this.#t=0,this.draw(t/1e3)&&(this.#e=setTimeout(()=>{this.#e=void 0,this.wake()},Be))};close(){cancelAnimationFrame(this.#t),clearTimeout(this.#e),this.#r=!1,this.#n.disconnect()}};var B=22,Qt=36,Xt=2,Ve=34,V=48,q=70,Zt=28,te=36,qe=["you","lab","line","soft","warm-text"],J=class{constructor(t,e,n){this.story=t;let o=u("canvas",{"aria-hidden":"true"});this.#e=new D(t,e),this.track=u("div",{class:"vl-track",onkeydown:s=>e.key(s)},o,this.slider,this.#e.root,this.#r),this.root=u("div",{class:"vl-stage"},this.#t,this.track),Kt(this.track,this.span,()=>t.lastKnown,e),this.#u(Xt),this.#n=new z(o,n)}story;root;span=new H;track;slider=u("div",{class:"vl-scrub",tabindex:0,role:"slider","aria-label":"Playhead","aria-valuemin":0});#t=u("div",{class:"vl-lane-names","aria-hidden":"true"});#e;#r=u("div",{class:"vl-playhead"});#n;#o=null;#s="";#l=-1;#i={verbs:0,digits:0,you:0,lab:0,call:0,quality:0,height:0};close(){this.#n.close()}recolor(){this.#o=Jt(this.root,qe)}#u(t){let e=this.story.notices.length>0,n=this.story.qualities.length>0,o=`${t} ${e} ${n}`;if(o===this.#s)return;this.#s=o;let s=B,i=x=>(s+=x,s-x),l=this.#t;l.replaceChildren();let a=(x,R)=>l.append(u("span",{style:`top: ${R}px`},x));a("webhooks",i(Qt)+8);let c=i(Math.max(Xt,t)*W+8);a("verb",c+4);let d=i(Ve);a("digits",d+4);let h=i(V);a("you",h+V/2-10);let v=i(q);a("lab",v+q/2-10);let p=i(Zt+(e?W:0));a("call",p+4);let b=n?i(te):s;b<s&&a("quality",b+8),this.#i={verbs:c,digits:d,you:h,lab:v,call:p,quality:b,height:s},this.track.style.height=`${s}px`}#d(t){let e=Ft(this.story.verbs,t);this.#u(Math.max(0,...e.values())+1);let{verbs:n,digits:o,call:s}=this.#i,i=n-Qt+7,l=s+Zt-2;this.#e.build(e,{hooks:i,verbs:n+3,digits:o+3,call:s+4,notices:l})}draw(t,e,n){if(!this.#o||!this.#n.width)return!1;this.story.revision!==this.#l&&(this.#l=this.story.revision,this.#d(e),this.#n.fit());let o=this.#n.width;this.#e.place(this.span,o,e);let s=this.story.running(t).reduce((i,l)=>Math.max(i,l.id),-1);return this.#e.light(s<0?null:s,n?.exchange??null),this.#r.style.transform=`translateX(${this.span.x(t,o).toFixed(1)}px)`,w(this.slider,"aria-valuenow",t.toFixed(1)),w(this.slider,"aria-valuemax",e.toFixed(1)),w(this.slider,"aria-valuetext",`${t.toFixed(1)} seconds of ${e.toFixed(1)}`),this.#c(o),!0}#c(t){let{context:e}=this.#n,n=this.#o;if(!n)return;this.#n.clear(),e.font='11.5px "DejaVu Sans", system-ui, sans-serif',e.textBaseline="middle";for(let v of Ht(this.span.from,this.span.to,t)){let p=this.span.x(v,t);e.fillStyle=n.line,e.fillRect(Math.round(p),B-4,1,this.#i.height-B+4),e.fillStyle=n.soft,e.fillText(_t(v),p+4,B/2-1)}let{inbound:o,outbound:s}=this.story,{from:i,seconds:l}=this.span,a={envelope:o,middle:this.#i.you+V/2,reach:V/2-4,color:n.you};tt(e,a,0,t,i,l);let c={envelope:s,middle:this.#i.lab+q/2,reach:q/2-4,color:n.lab};tt(e,c,0,t,i,l);let d={top:this.#i.quality,height:te},h={good:n.lab,poor:n["warm-text"],line:n.line};Gt(e,this.story.qualities,d,this.span,t,h)}};function Je(r){let t=r.verbs.map(e=>`${e.verb} ${T(e)}`.trim());return t.length?`Verbs so far: ${t.join(", ")}.`:""}function ee(r,t){M(r,Je(t))}function ne({rtt:r,loss:t,mos:e,jitter:n}){let o=[];return r!==null&&o.push(`RTT ${Math.round(r)} ms`),n!==null&&o.push(`jitter ${Math.round(n)} ms`),t!==null&&o.push(`loss ${Number(t.toFixed(1))} %`),e!==null&&o.push(`MOS ${e.toFixed(1)}`),o.join(" · ")}var oe=`/* VoiceLab's colours, type and shapes. They follow JupyterLab's theme variables where there are some, and the
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
`;var Ye=.18,et=class{root;#t;#e;#r=new j;#n;#o;#s=u("span",{class:"vl-about vl-soft vl-ellipsis"});#l=u("span",{class:"vl-quality"});#i=u("div",{class:"vl-quiet"});#u;#d;#c;#a=null;#m=null;#p=!0;#f=null;#x=!0;constructor(t){let e=t.get("call_sid");this.#t=new C(t,e,o=>this.#h(o)),this.#e=new J(this.#t.story,{seek:o=>this.#g(o),choose:o=>this.#R(o),moved:()=>{this.#p=!1,this.#h(!0)},key:o=>this.#N(o)},()=>this.#o?.wake()),this.#n=new P(t,()=>this.#L()),this.#u=u("button",{type:"button",class:"vl-play",onclick:()=>{this.#S()}}),this.#d=u("button",{type:"button",class:"vl-now-button",onclick:()=>this.#k()},"Live");let n=(o,s,i)=>u("button",{type:"button",class:"vl-icon","aria-label":o,title:o,onclick:i},Q(s,14));this.root=u("div",{class:"vl vl-card vl-timeline",role:"group","aria-label":`Timeline of call ${e}`,"data-lm-suppress-shortcuts":"true",onkeydown:ot},u("div",{class:"vl-tl-top"},u("b",{title:e},zt(e)),this.#s,this.#l,u("div",{class:"vl-tl-buttons"},n("Zoom out",kt,()=>this.#y(1.6)),n("Zoom in",wt,()=>this.#y(1/1.6)),u("button",{type:"button",onclick:()=>this.#$()},"Fit"),this.#d,this.#u)),this.#e.root,this.#r.root,this.#i),this.#o=new U(this.root,o=>this.#C(o)),this.#c=Nt(this.root,()=>{this.#e.recolor(),this.#o.wake()}),this.#h(!0)}close(){this.#c(),this.#n.stop(),this.#o.close(),this.#e.close(),this.#t.close(),this.root.remove()}get#v(){let{story:t}=this.#t,e=t.time(performance.now()/1e3);return t.endedAt===null?Math.max(0,e-Ye):e}get#b(){return this.#n.playing?this.#n.time:this.#a??this.#v}#h(t){this.#x||=t,this.#o?.wake()}#M(){let{story:t}=this.#t;this.#x=!1,M(this.#s,this.#E()),this.#s.title=this.#s.textContent??"",ee(this.#i,t),t.endedAt!==null&&this.#p&&this.#a===null&&this.#e.span.fit(t.endedAt),this.#A()}#E(){let t=this.#t.trouble??this.#f;if(t)return`${t.message} ${t.cure}`;let{from:e,to:n,status:o,reason:s}=this.#t.story;return o?[`${e} → ${n||"the application"}`,o,s].filter(Boolean).join(" · "):this.#t.waiting||"waiting for the call"}#A(){let{story:t}=this.#t,e=this.#n.playing,n=e?"Pause":"Play";this.#u.textContent!==n&&this.#u.replaceChildren(Q(e?xt:yt,15),n),this.#u.disabled=t.inbound.end===0&&t.outbound.end===0;let o=t.status!==""&&t.endedAt===null;this.#d.hidden=!o,this.#d.setAttribute("aria-pressed",String(o&&this.#a===null&&this.#p))}#g(t){let{story:e}=this.#t;this.#a=Math.min(Math.max(0,t),Math.max(e.lastKnown,this.#v)),this.#m=null,this.#n.playing&&this.#T(this.#a),this.#w(this.#a),this.#h(!0)}#w(t){let{span:e}=this.#e;(t<e.from||t>e.to)&&(e.from=Math.max(0,t-e.seconds/2)),this.#p=!1}#R(t){this.#a=t.start+(t.duration??0),this.#m=t,this.#w(this.#a),this.#h(!0)}#k(){this.#n.stop(),this.#a=null,this.#m=null,this.#p=!0,this.#h(!0)}#y(t){this.#e.span.zoom(t,this.#b,this.#t.story.lastKnown),this.#p=this.#a===null,this.#h(!0)}#$(){this.#e.span.fit(Math.max(this.#t.story.lastKnown,this.#v)),this.#p=this.#a===null,this.#h(!0)}async#S(){if(this.#n.playing){this.#a=this.#n.time,this.#n.stop(),this.#h(!0);return}let{endedAt:t}=this.#t.story,e=this.#a??0;await this.#T(t!==null&&e>t-.2?0:e)}async#T(t){try{await this.#n.play(t),this.#f=null,this.#w(t)}catch(e){this.#f=e instanceof y?e:new y(String(e),"")}this.#h(!0)}#L(){this.#a=this.#t.story.lastKnown,this.#h(!0)}#N(t){t.stopPropagation();let e=t.shiftKey?5:.5;if(t.key==="ArrowLeft")this.#g(this.#b-e);else if(t.key==="ArrowRight")this.#g(this.#b+e);else if(t.key==="Home")this.#g(0);else if(t.key==="End")this.#k();else if(t.key==="+"||t.key==="=")this.#y(1/1.6);else if(t.key==="-")this.#y(1.6);else if(t.key===" ")this.#S();else return;t.preventDefault()}#C(t){this.#x&&this.#M();let{story:e}=this.#t,n=this.#v,o=this.#b,s=e.status!==""&&e.endedAt===null;this.#n.playing?this.#e.span.follow(o):s&&this.#p&&this.#e.span.follow(n);let i=e.qualityAt(o);M(this.#l,i?ne(i):"");let l=this.#m??jt(e.exchanges,o),a=this.#e.draw(o,n,l);return this.#r.show(e,l,o),!a||s||this.#n.playing}};function Ge({model:r,el:t}){O(t,"tokens",oe),O(t,"cell",gt),O(t,"timeline",Ct);let e=new et(r);return t.append(e.root),()=>e.close()}var or=Lt({render:Ge});export{or as default};
