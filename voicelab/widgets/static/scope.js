var O=new Set;function F(n){let t=new URL(n);t.protocol==="http:"?O.add(t.host):O.delete(t.host)}var Lt=window.WebSocket;function et(n){let t="/",e=nt(n.config);typeof e.baseUrl=="string"?t=e.baseUrl:n.bodyBaseUrl&&(t=n.bodyBaseUrl);let r=new URL(t,`${n.origin}/`);return r.href.endsWith("/")?r.href:`${r.href}/`}function nt(n){if(!n)return{};try{let t=JSON.parse(n);return typeof t=="object"&&t!==null?t:{}}catch{return{}}}function j(n){return n==="localhost"||n==="[::1]"||/^127(\.\d+){3}$/.test(n)}function I(n,t){let e=[];return t.url&&!j(new URL(t.url).hostname)&&e.push(ot(t.url)),t.port&&(n.origin.startsWith("http")&&e.push(`${et(n)}proxy/${t.port}/`),(n.origin==="null"||j(rt(n.origin)))&&e.push(`http://127.0.0.1:${t.port}/`)),e}function rt(n){try{return new URL(n).hostname}catch{return""}}function ot(n){return n.endsWith("/")?n:`${n}/`}function U(n,t){let e=new URL(t,n);return e.protocol=e.protocol==="https:"?"wss:":"ws:",e.href}function S(n){return typeof n!="object"||n===null?null:typeof n.type=="string"?n:null}var v=class extends Error{constructor(e,r,o=null){super(e);this.cure=r;this.code=o}cure;code},st=1500,it=15e3;function D(n,t,e){return new Promise((r,o)=>{let s=[setTimeout(()=>t("waiting for the kernel"),st),setTimeout(()=>t("no answer from the kernel: was it started anew? Run this cell again"),it)],i=()=>{for(let c of s)clearTimeout(c);n.off("msg:custom",u)},u=c=>{let h=S(c);h?.type==="credentials"&&(i(),typeof h.error=="string"?o(new v(h.error,String(h.cure??""))):r(at(h)))};e.addEventListener("abort",()=>{i(),o(e.reason)}),n.on("msg:custom",u);try{n.send({type:"credentials"})}catch{i(),o(new v("The kernel that made this is gone, and its lab with it.","Run the cell with %load_ext voicelab, then this cell again."))}})}function at(n){let t=e=>typeof e=="string"&&e?e:null;return{port:typeof n.port=="number"?n.port:null,url:t(n.url),account_sid:t(n.account_sid),token:t(n.token),observe_token:t(n.observe_token)}}function lt(){return{origin:location.origin,config:document.getElementById("jupyter-config-data")?.textContent??null,bodyBaseUrl:document.body.dataset.baseUrl??null}}async function B(n){let t=[];for(let e of I(lt(),n))if(t.push(e),await ut(e,n))return F(e),e;throw new v(`The lab does not answer${t.length?` at ${t.join(" or ")}`:""}.`,"Run the cell with %load_ext voicelab again. If that does not help, voicelab doctor says what stops it.")}async function ut(n,t){let e=t.account_sid,o=new URL(n,location.href).origin===location.origin?t.token??t.observe_token:null,s=o?{"X-Twilio-Token":o}:{};try{let i=await fetch(`${n}health`,{headers:s,signal:AbortSignal.timeout(4e3),cache:"no-store"});if(!i.ok)return!1;let u=await i.json();return!!u.voicelab&&(!e||u.account_sid===e)}catch{return!1}}var W=300,ct=8e3,M=class{constructor(t,e,r){this.base=t;this.token=e;this.hooks=r}base;token;hooks;#t=null;#e=!1;#n=!1;#r=W;#o;#s=null;watch(t){this.#s=t,this.#t?this.#t.readyState===WebSocket.OPEN&&this.#a():this.#i()}close(){this.#n=!0,clearTimeout(this.#o),this.#t?.close(),this.#t=null}#a(){this.#s&&this.#t?.send(JSON.stringify({token:this.token,...this.#s}))}#i(){if(this.#n)return;let t=new WebSocket(U(this.base,"observe"));this.#t=t,this.#e=!1;let e=null;t.onopen=()=>this.#a(),t.onmessage=r=>{let o=ht(r.data);o&&(o.event==="hello"?(this.#r=W,this.#e||this.hooks.state?.(!0),this.#e=!0):o.event==="refused"?e=this.hooks.refused(typeof o.code=="number"?o.code:null,String(o.message)):this.hooks.event(o))},t.onclose=async()=>{if(this.#t===t){if(this.#t=null,this.#e&&this.hooks.state?.(!1),e){let r=await e;if(r===null)return;this.token=r}this.#o=setTimeout(()=>this.#i(),this.#r),this.#r=Math.min(ct,this.#r*2)}}}};function ht(n){if(typeof n!="string")return null;try{let t=JSON.parse(n);if(typeof t=="object"&&t!==null&&"event"in t)return t}catch{}return null}var x=class{rate;#t=new Float32Array(1024);#e=new Float32Array(1024/64);#n=0;#r=Number.POSITIVE_INFINITY;constructor(t=50){this.rate=t}get start(){return this.#r/this.rate}get end(){return this.#n/this.rate}push(t,e){let r=Math.max(0,Math.round(t*this.rate));e.length&&(this.#r=Math.min(this.#r,r));for(let o of e){if(r>=72e4)return;r>=this.#t.length&&this.#o(r+1);let s=Number.isFinite(o)?Math.min(1,Math.max(0,o)):0;this.#t[r]=s;let i=Math.floor(r/64);this.#e[i]=Math.max(this.#e[i]??0,s),r+=1,this.#n=Math.max(this.#n,r)}}spread(t,e,r){let o=Math.max(0,Math.round(r.length/e*this.rate)),s=[];for(let i=0;i<o;i+=1){let u=Math.floor(i/this.rate*e+1e-6),c=Math.max(u+1,Math.ceil((i+1)/this.rate*e-1e-6));s.push(Math.max(0,...r.slice(u,c)))}this.push(t,s)}#o(t){let e=this.#t.length;for(;e<t;)e*=2;let r=new Float32Array(e);r.set(this.#t);let o=new Float32Array(e/64);o.set(this.#e),this.#t=r,this.#e=o}peak(t,e){let r=Math.max(0,Math.floor(t*this.rate+1e-6)),o=Math.min(this.#n,Math.max(r+1,Math.ceil(e*this.rate-1e-6))),s=0;for(;r<o;)r%64===0&&r+64<=o?(s=Math.max(s,this.#e[r/64]??0),r+=64):(s=Math.max(s,this.#t[r]??0),r+=1);return s}},T=class{#t=null;#e=0;learn(t,e){let r=t-e,o=this.#t===null?r:this.#t-.005*Math.max(0,e-this.#e);this.#t=Math.max(r,o),this.#e=e}time(t){return this.#t===null?null:this.#t+t}};var l=n=>typeof n=="string"?n:n==null?"":String(n),d=n=>typeof n=="number"&&Number.isFinite(n)?n:null,H=n=>typeof n!="object"||n===null?{}:Object.fromEntries(Object.entries(n).map(([t,e])=>[t,l(e)])),V=n=>Array.isArray(n)?n:[],R=class{callSid;clock=new T;inbound=new x;outbound=new x;verbs=[];exchanges=[];documents=[];digits=[];speech=[];statuses=[];notices=[];from="";to="";direction="";status="";quality=null;endedAt=null;reason="";revision=0;constructor(t){this.callSid=t}restart(){for(let t of[this.verbs,this.exchanges,this.documents,this.digits,this.speech])t.length=0;this.statuses.length=0,this.notices.length=0,this.status="",this.endedAt=null,this.revision+=1}apply(t,e){let r=d(t.at)??0;if(t.event==="envelope"){let o=V(t.inbound),s=V(t.outbound);this.inbound.push(r,o),this.outbound.push(r,s),e!==void 0&&this.clock.learn(r+Math.max(o.length,s.length)/this.inbound.rate,e);return}e!==void 0&&this.clock.learn(r,e),this.revision+=1,this.#t(t,r)}#t(t,e){switch(t.event){case"call-created":this.from=l(t.from_??t.from),this.to=l(t.to),this.direction=l(t.direction),this.#e(e,l(t.status));break;case"call-status-changed":this.#e(e,l(t.status));break;case"call-ended":this.endedAt=e,this.reason=l(t.reason),this.#e(e,l(t.status));for(let r of this.verbs)r.end??=e;break;case"webhook-started":this.exchanges.push({exchange:d(t.exchange)??this.exchanges.length+1,method:l(t.method),url:l(t.url),purpose:l(t.purpose),parameters:H(t.parameters),signature:l(t.signature),start:e,duration:null,status:null,contentType:"",body:"",errorCode:null});break;case"webhook-answered":{let r=this.exchanges.find(o=>o.exchange===t.exchange);if(!r)break;r.duration=d(t.duration)??Math.max(0,e-r.start),r.status=d(t.status),r.contentType=l(t.content_type),r.body=l(t.body),r.errorCode=d(t.error_code);break}case"document-started":this.documents.push({document:d(t.document)??this.documents.length+1,url:l(t.url),source:l(t.source),at:e});break;case"verb-started":this.verbs.push({id:d(t.verb_id)??0,verb:l(t.verb),attributes:H(t.attributes),text:l(t.text),line:d(t.line)??0,column:d(t.column)??0,document:d(t.document)??0,parent:d(t.parent_id),start:e,end:null,outcome:""});break;case"verb-ended":{let r=this.verbs.find(o=>o.id===t.verb_id);if(!r)break;r.end=e,r.outcome=l(t.outcome);break}case"digit-pressed":this.digits.push({at:e,digit:l(t.digit),via:l(t.via)});break;case"speech-heard":this.speech.push({at:e,text:l(t.text),final:t.final===!0});break;case"quality-sampled":this.quality={rtt:d(t.rtt),jitter:d(t.jitter),loss:d(t.loss),mos:d(t.mos)};break;case"notified":this.notices.push({at:e,code:d(t.code),level:l(t.level),message:l(t.message),cure:l(t.cure),line:d(t.line),column:d(t.column),document:d(t.document)});break}}#e(t,e){!e||e===this.status||(this.status=e,this.statuses.push({at:t,status:e}))}time(t){return this.endedAt!==null?this.endedAt:this.clock.time(t)??this.lastKnown}get lastKnown(){let t=Math.max(this.inbound.end,this.outbound.end,this.endedAt??0);for(let e of this.verbs)t=Math.max(t,e.end??e.start);for(let e of this.exchanges)t=Math.max(t,e.start+(e.duration??0));return t}running(t){return this.verbs.filter(e=>e.start<=t&&(e.end===null||e.end>t))}get currentVerb(){for(let t=this.verbs.length-1;t>=0;t-=1){let e=this.verbs[t];if(e&&e.end===null)return e}return null}};function q(n){let t=n.attributes,e=n.text.replace(/\s+/g," ").trim();switch(n.verb){case"Say":return e?`“${e}”`:"";case"Play":return t.digits?`keys ${t.digits}`:e.split(/[?#]/)[0]?.split("/").filter(Boolean).at(-1)??"";case"Gather":{let r=t.input??"dtmf";if(r==="speech")return"listens for words";let o=t.numDigits,s=o?`${o} digit${o==="1"?"":"s"}`:"digits";return r.includes("speech")?`waits for words or ${s}`:`waits for ${s}`}case"Pause":return`${t.length??"1"} s`;case"Record":return t.maxLength?`up to ${t.maxLength} s`:"";case"Enqueue":case"Dial":case"Redirect":case"Client":case"Number":case"Conference":case"Queue":return e;default:return""}}var dt=5e3,A=class{constructor(t,e,r){this.model=t;this.changed=r;this.story=new R(e),t.on("msg:custom",this.#i),this.#o()}model;changed;story;trouble=null;waiting="looking for the lab";#t=null;#e=new AbortController;#n;#r=!1;close(){this.#e.abort(new DOMException("closed","AbortError")),clearTimeout(this.#n),this.#t?.close(),this.model.off("msg:custom",this.#i)}async#o(){this.#t?.close();try{let t=await this.#s(),e=t.observe_token??t.token;if(!e)throw new v("The kernel gave no token.","Run the cell again.");let r=await B(t);if(this.#e.signal.aborted)return;this.#t=new M(r,e,{event:o=>{o.call_sid===this.story.callSid&&(this.story.apply(o,performance.now()/1e3),o.event!=="envelope"&&this.#a(),this.changed(o.event!=="envelope"))},refused:async()=>(await this.#s().catch(()=>null))?.observe_token??null,state:o=>{o&&this.story.restart(),this.waiting=o?"":"the lab went away",this.changed(!0)}}),this.#t.watch({calls:[this.story.callSid],history:!0,envelope:!0}),this.trouble=null}catch(t){if(this.#e.signal.aborted)return;this.trouble=t instanceof v?t:new v(String(t),"Run the cell again."),this.#n=setTimeout(()=>{this.#o()},dt)}this.changed(!0)}#s(){return D(this.model,t=>{this.waiting=t,this.changed(!0)},this.#e.signal)}#a(){this.#r||this.story.endedAt===null||this.story.inbound.end>0&&this.story.inbound.start<1||(this.#r=!0,this.model.send({type:"envelope"}))}#i=t=>{let e=S(t);if(e?.type==="moved"&&this.#o(),e?.type!=="envelope")return;let r=Number(e.rate);if(!(r>0))return;let o=Number(e.start)||0;this.story.inbound.spread(o,r,K(e.inbound)),this.story.outbound.spread(o,r,K(e.outbound)),this.changed(!0)}};function K(n){return Array.isArray(n)?n.map(t=>Array.isArray(t)?Math.max(Math.abs(Number(t[0])),Math.abs(Number(t[1]))):Number(t)):[]}function g(n,t={},...e){let r=document.createElement(n);for(let[o,s]of Object.entries(t))s==null||s===!1||(typeof s=="function"?r.addEventListener(o.slice(2),s):r.setAttribute(o,s===!0?"":String(s)));return r.append(...e),r}function E(n,t){n.textContent!==t&&(n.textContent=t)}function N(n,t,e){let r=n.getRootNode(),o=r instanceof ShadowRoot?r:document.head,s=`voicelab-${t}`,i=o.querySelector(`style[data-voicelab="${s}"]`);i||(i=g("style",{"data-voicelab":s}),o.append(i)),i.textContent!==e&&(i.textContent=e)}function G(n){let t=Math.max(0,Math.floor(n)),e=o=>String(o).padStart(2,"0"),r=Math.floor(t/60);return r<60?`${r}:${e(t%60)}`:`${Math.floor(r/60)}:${e(r%60)}:${e(t%60)}`}function z(n,t){let e=g("span",{style:"display: none"});n.append(e);let r={};for(let o of t)e.style.color=`var(--vl-${o})`,r[o]=getComputedStyle(e).color;return e.remove(),r}var Y=`.vl-scope {
  max-width: 900px;
  padding: 12px 14px;
}

.vl-scope-top {
  display: flex;
  align-items: baseline;
  gap: 10px;
  min-height: 22px;
}

.vl-scope-top b {
  font-size: 14px;
}

.vl-scope-top .vl-timer {
  margin-left: auto;
  font-size: 15px;
  line-height: 22px;
}

.vl-scope canvas {
  display: block;
  width: 100%;
  height: 168px;
  margin-top: 4px;
}
`;function mt(n){let t=n.match(/[\d.]+/g)?.map(Number);if(!t||t.length<3||t.length>3&&t[3]===0)return null;let[e=0,r=0,o=0]=t.map(s=>{let i=s/255;return i<=.04045?i/12.92:((i+.055)/1.055)**2.4});return .2126*e+.7152*r+.0722*o}function pt(n){let t=document.body.dataset.jpThemeLight;if(t==="true")return!1;if(t==="false"||document.body.classList.contains("vscode-dark"))return!0;if(document.body.classList.contains("vscode-light"))return!1;for(let e=n.parentElement;e;e=e.parentElement){let r=mt(getComputedStyle(e).backgroundColor);if(r!==null)return r<.2}return matchMedia("(prefers-color-scheme: dark)").matches}function J(n,t){let e=()=>{let i=pt(n)?"dark":"light";n.dataset.vlTheme!==i&&(n.dataset.vlTheme=i,t())},r=new MutationObserver(()=>requestAnimationFrame(e)),o={attributes:!0,attributeFilter:["class","style","data-jp-theme-light","data-theme"]};r.observe(document.body,o),r.observe(document.documentElement,o);let s=matchMedia("(prefers-color-scheme: dark)");return s.addEventListener("change",e),requestAnimationFrame(e),()=>{r.disconnect(),s.removeEventListener("change",e)}}function Q(n,t,e){if(!(t>n)||!(e>0))return[];let r=(t-n)/e*72,o=bt.find(i=>i>=r)??3600,s=[];for(let i=Math.ceil(n/o-1e-9);i*o<=t;i+=1)s.push(i*o+0);return s}var bt=[.05,.1,.2,.5,1,2,5,10,15,30,60,120,300,600,1800,3600];function X(n){return n.length>10?`${n.slice(0,4)}…${n.slice(-2)}`:n}var Z=`/* VoiceLab's colours, type and shapes. They follow JupyterLab's theme variables where there are some, and the
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
`;function vt(n){return n<.004?0:Math.min(1,n**.7)}function tt(n,t,e,r,o,s){let u=s*3/r,c=Math.floor(o/u),h=Math.round((o/u-c)*3),b=Math.round(t.middle);if(n.strokeStyle=t.color,n.lineWidth=1,n.setLineDash([1,2]),n.lineDashOffset=h,n.beginPath(),n.moveTo(e,b+.5),n.lineTo(e+r,b+.5),n.stroke(),!!t.envelope){n.fillStyle=t.color;for(let w=e-h,a=c;w<=e+r-2;w+=3,a+=1){let f=a*u;if(w<e||f<0)continue;let p=Math.round(vt(t.envelope.peak(f,f+u))*t.reach);p>0&&n.fillRect(w,b-p,2,p*2+1)}}}var C=class{constructor(t,e){this.canvas=t;let r=t.getContext("2d");if(!r)throw new Error("This browser gives no 2D canvas.");this.context=r,this.#t=new ResizeObserver(()=>{this.fit(),e()}),this.#t.observe(t)}canvas;context;width=0;height=0;#t;fit(){let t=window.devicePixelRatio||1;this.width=this.canvas.clientWidth,this.height=this.canvas.clientHeight;let e=Math.round(this.width*t),r=Math.round(this.height*t);(this.canvas.width!==e||this.canvas.height!==r)&&(this.canvas.width=e,this.canvas.height=r),this.context.setTransform(t,0,0,t,0,0)}clear=()=>{this.context.clearRect(0,0,this.width,this.height)};close(){this.#t.disconnect()}},yt=26,L=class{constructor(t,e){this.draw=e;this.#r=new IntersectionObserver(r=>{this.#n=r.at(-1)?.isIntersecting??!0,this.#n&&this.wake()}),this.#r.observe(t)}draw;#t=0;#e;#n=!0;#r;wake(){!this.#t&&!this.#e&&this.#n&&(this.#t=requestAnimationFrame(this.#o))}#o=t=>{this.#t=0,this.draw(t/1e3)&&(this.#e=setTimeout(()=>{this.#e=void 0,this.wake()},yt))};close(){cancelAnimationFrame(this.#t),clearTimeout(this.#e),this.#n=!1,this.#r.disconnect()}};var _=10,wt=.18,kt=["you","lab","line","soft","text","chip","chip-text","head"],k=40,y=24,xt='11px "DejaVu Sans", system-ui, sans-serif';function St({model:n,el:t}){N(t,"tokens",Z),N(t,"scope",Y);let e=n.get("call_sid"),r=g("span",{class:"vl-soft vl-ellipsis"}),o=g("span",{class:"vl-timer"}),s=g("canvas",{role:"img","aria-label":"Sound of the last 10 seconds of the call"}),i=g("div",{class:"vl vl-card vl-scope",role:"group","aria-label":`Scope of call ${e}`},g("div",{class:"vl-scope-top"},g("b",{title:e},X(e)),r,o),s);t.append(i);let u=null,c=new A(n,e,a=>{a&&E(r,c?Mt(c):""),b?.wake()}),h=new C(s,()=>b?.wake()),b=new L(s,a=>{if(!u||!h.width)return!u;let f=c.story,p=f.time(a);return E(o,f.status?G(p):""),Tt(h,f,p-(f.endedAt===null?wt:0),u),f.status!==""&&f.endedAt===null}),w=J(i,()=>{u=z(i,kt),b.wake()});return E(r,c.waiting),()=>{w(),b.close(),h.close(),c.close()}}function Mt(n){if(n.trouble)return`${n.trouble.message} ${n.trouble.cure}`;let{from:t,to:e,status:r}=n.story;return r?`${t} → ${e||"the application"} · ${r}`:n.waiting||"waiting for the call"}function Tt({context:n,width:t,height:e,clear:r},o,s,i){r();let u=s-_,c=t-k,h=a=>k+(a-u)/_*c,b=(e-y-16)/2;n.font=xt,n.textBaseline="middle",n.save(),n.beginPath(),n.rect(k,0,c,e),n.clip();for(let a of Q(u,s,c))a<0||(n.fillStyle=i.line,n.fillRect(h(a),y,1,e-y-16),n.fillStyle=i.soft,n.fillText(`${Math.round(a)} s`,h(a)+3,e-7));for(let a of o.verbs){let f=a.end??s;if(f<u||a.start>s)continue;let p=Math.max(h(a.start),k-8),$=Math.min(h(f),t+8);n.fillStyle=i.chip,n.beginPath(),n.roundRect(p+1,1,Math.max(3,$-p-2),y-6,5),n.fill(),n.save(),n.clip(),n.fillStyle=i["chip-text"],n.fillText(`${a.verb} ${q(a)}`,Math.max(p,k)+7,y/2-2),n.restore(),n.fillStyle=i.soft,n.fillRect(h(a.start),y-4,1,e-y-12)}for(let{at:a,digit:f}of o.digits)a<u||a>s||(n.fillStyle=i.you,n.fillText(f,h(a)-3,y+6));n.restore(),[["you",o.inbound,i.you],["lab",o.outbound,i.lab]].forEach(([a,f,p],$)=>{let P=y+b*($+.5);tt(n,{envelope:f,middle:P,reach:b/2-5,color:p},k,c,u,_),n.fillStyle=i.soft,n.fillText(a,0,P)})}var Re={render:St};export{Re as default};
