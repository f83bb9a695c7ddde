var L=new Set;function W(e){let t=new URL(e);t.protocol==="http:"?L.add(t.host):L.delete(t.host)}var Ut=window.WebSocket;function ct(e){let t="/",n=dt(e.config);typeof n.baseUrl=="string"?t=n.baseUrl:e.bodyBaseUrl&&(t=e.bodyBaseUrl);let r=new URL(t,`${e.origin}/`);return r.href.endsWith("/")?r.href:`${r.href}/`}function dt(e){if(!e)return{};try{let t=JSON.parse(e);return typeof t=="object"&&t!==null?t:{}}catch{return{}}}function R(e){return e==="localhost"||e==="[::1]"||/^127(\.\d+){3}$/.test(e)}function j(e,t){let n=[];return t.url&&!R(new URL(t.url).hostname)&&n.push(ht(t.url)),t.port&&(e.origin.startsWith("http")&&n.push(`${ct(e)}proxy/${t.port}/`),(e.origin==="null"||ut(e)||R(I(e.origin)))&&n.push(`http://127.0.0.1:${t.port}/`)),n}function ut(e){return e.origin.startsWith("vscode-webview:")}function z(e){return e.config!==null||e.bodyBaseUrl!==null||R(I(e.origin))?"Run the cell with %load_ext voicelab again. If that does not help, voicelab doctor says what stops it.":"This page is no Jupyter's, and the lab is on the kernel's machine. Open the notebook in JupyterLab, in a browser; here lab.caller(...) places calls, and call.plot() and call.audio() show them."}function I(e){try{return new URL(e).hostname}catch{return""}}function ht(e){return e.endsWith("/")?e:`${e}/`}function F(e,t){let n=new URL(t,e);return n.protocol=n.protocol==="https:"?"wss:":"ws:",n.href}function C(e,t,n){return e.get(t)===n?!1:(e.set(t,n),!0)}function m(e){return typeof e!="object"||e===null?null:typeof e.type=="string"?e:null}var d=class extends Error{constructor(n,r,o=null){super(n);this.cure=r;this.code=o}cure;code},pt=1500,ft=15e3;function B(e,t,n){return new Promise((r,o)=>{let s=[setTimeout(()=>t("waiting for the kernel"),pt),setTimeout(()=>t("no answer from the kernel: was it started anew? Run this cell again"),ft)],i=()=>{for(let p of s)clearTimeout(p);e.off("msg:custom",f),n.removeEventListener("abort",u)},u=()=>{i(),o(n.reason)},f=p=>{let h=m(p);h?.type==="credentials"&&(i(),typeof h.error=="string"?o(new d(h.error,String(h.cure??""))):r(vt(h)))};if(n.aborted){u();return}n.addEventListener("abort",u),e.on("msg:custom",f);try{e.send({type:"credentials"})}catch{i(),o(new d("The kernel that made this is gone, and its lab with it.","Run the cell with %load_ext voicelab, then this cell again."))}})}function vt(e){let t=n=>typeof n=="string"&&n?n:null;return{port:typeof e.port=="number"?e.port:null,url:t(e.url),account_sid:t(e.account_sid),token:t(e.token),observe_token:t(e.observe_token)}}function K(){return{origin:location.origin,config:document.getElementById("jupyter-config-data")?.textContent??null,bodyBaseUrl:document.body.dataset.baseUrl??null}}async function q(e){let t=[];for(let n of j(K(),e))if(t.push(n),await gt(n,e))return W(n),n;throw new d(`The lab does not answer${t.length?` at ${t.join(" or ")}`:""}.`,z(K()))}async function gt(e,t){let n=t.account_sid,r=n?`?account_sid=${encodeURIComponent(n)}`:"",o=await bt(e,r,t.token??t.observe_token);return!!o?.voicelab&&(!n||o?.account_sid===n)}async function bt(e,t,n){let o=new URL(e,location.href).origin===location.origin&&n?{"X-Twilio-Token":n}:{};try{let s=AbortSignal.timeout(4e3),i=await fetch(`${e}health${t}`,{headers:o,signal:s,cache:"no-store"});return i.ok?await i.json():null}catch{return null}}async function D(e,t){try{let n=await fetch(`${e}lab/v1/tokens/renew`,{method:"POST",headers:{"Content-Type":"application/json"},body:JSON.stringify({token:t}),signal:AbortSignal.timeout(8e3)});if(!n.ok)return null;let r=await n.json();return typeof r.token=="string"?r.token:null}catch{return null}}function J(e){try{let t=(e.split(".")[1]??"").replaceAll("-","+").replaceAll("_","/"),n=JSON.parse(atob(t)),r=Number(n.exp)-Number(n.nbf);return r>0?r:null}catch{return null}}var V=300,mt=8e3,A=.5,wt=.1,k=class{constructor(t,n,r){this.base=t;this.token=n;this.hooks=r;this.#r(A)}base;token;hooks;#t=null;#e=!1;#n=!1;#o=V;#s;#a;#i=null;watch(t){this.#i=t,this.#t?this.#t.readyState===WebSocket.OPEN&&this.#l():this.#c()}close(){this.#n=!0,clearTimeout(this.#s),clearTimeout(this.#a),this.#t?.close(),this.#t=null}#r(t){clearTimeout(this.#a);let n=J(this.token);n!==null&&(this.#a=setTimeout(()=>{this.#d()},n*t*1e3))}async#d(){let t=await D(this.base,this.token);if(!this.#n){if(!t)return this.#r(wt);this.token=t,this.#e&&this.#t?.readyState===WebSocket.OPEN&&this.#t.send(JSON.stringify({renew:t})),this.hooks.renewed?.(t),this.#r(A)}}#l(){this.#i&&this.#t?.send(JSON.stringify({token:this.token,...this.#i}))}#c(){if(this.#n)return;let t=new WebSocket(F(this.base,"observe"));this.#t=t,this.#e=!1;let n=null;t.onopen=()=>this.#l(),t.onmessage=r=>{let o=kt(r.data);o&&(o.event==="hello"?(this.#o=V,this.#e||this.hooks.state?.(!0),this.#e=!0):o.event==="refused"?n=this.hooks.refused(typeof o.code=="number"?o.code:null,String(o.message)):o.event!=="renewed"&&this.hooks.event(o))},t.onclose=async()=>{if(this.#t===t){if(this.#t=null,this.#e&&this.hooks.state?.(!1),n){let r=await n;if(r===null)return;this.token=r,this.#r(A)}this.#s=setTimeout(()=>this.#c(),this.#o),this.#o=Math.min(mt,this.#o*2)}}}};function kt(e){if(typeof e!="string")return null;try{let t=JSON.parse(e);if(typeof t=="object"&&t!==null&&"event"in t)return t}catch{}return null}var xt=5e3,yt=4e3,St=2e4,Tt=[20404,21220],x=class{constructor(t,n,r){this.model=t;this.watch=n;this.hooks=r;t.on("msg:custom",this.#u),this.#r()}model;watch;hooks;trouble=null;waiting="looking for the lab";connected=!1;#t=null;#e="";#n="";#o=new AbortController;#s;close(){this.#i(),this.model.off("msg:custom",this.#u)}look(t){this.watch=t,this.#t?.watch(t)}dismissTrouble(){this.trouble=null,this.hooks.changed()}async act(t,n,r=!1){try{let o=await this.#a(t,n);return this.trouble=null,this.hooks.changed(),o}catch(o){let s=o instanceof d?o:new d("The lab did not answer.","Try it again.");return this.trouble=r&&Tt.includes(s.code)?null:s,this.hooks.changed(),null}}async#a(t,n){if(!this.#e)throw new d("The lab was not found yet.","Wait a moment.");let r=()=>fetch(`${this.#e}lab/v1/${t}`,{method:"POST",headers:{"Content-Type":"application/json","X-Twilio-Token":this.#n},body:JSON.stringify(n),signal:AbortSignal.timeout(St)}),o=await r();o.status===401&&(this.#n=(await this.#l(this.#o.signal)).observe_token??"",o=await r());let s=await o.json().catch(()=>({}));if(o.ok)return s;throw new d(String(s.message??"The lab did not do it."),String(s.cure??""),typeof s.code=="number"?s.code:null)}#i(){this.#o.abort(new DOMException("closed","AbortError")),clearTimeout(this.#s),this.#t?.close(),this.#t=null,this.connected=!1}async#r(){this.#i(),this.#o=new AbortController;let t=this.#o.signal;try{let n=await this.#l(t),r=n.observe_token;if(!r)throw new d("The kernel gave no token.","Run the cell again.");let o=await q(n);if(t.aborted)return;this.#n=r,this.#e=o,this.#t=new k(this.#e,this.#n,{event:s=>this.hooks.event(s),refused:async(s,i)=>{let u=(await this.#l(t).catch(()=>null))?.observe_token??null;return t.aborted?null:(u?this.#n=u:this.#c(new d(i,"Run the cell again.",s)),u)},renewed:s=>{this.#n=s},state:s=>this.#d(s)}),this.#t.watch(this.watch),this.trouble=null}catch(n){if(t.aborted)return;this.#c(n instanceof d?n:new d(String(n),"Run the cell again.")),this.#s=setTimeout(()=>{this.#r()},xt)}this.hooks.changed()}#d(t){this.connected=t,this.waiting=t?"":"the lab went away, looking for it",clearTimeout(this.#s),t||(this.#s=setTimeout(()=>{this.#r()},yt)),this.hooks.changed()}#l(t){let n=r=>{this.waiting=r,this.hooks.changed()};return B(this.model,n,t)}#c(t){this.trouble=t,this.waiting="not connected",this.hooks.changed()}#u=t=>{m(t)?.type==="moved"&&this.#r()}};var _=e=>e.replace(/^client:/,"");function G(e){e.stopPropagation(),e.repeat&&e.key==="Enter"&&e.target.closest("button")&&e.preventDefault()}var $=e=>t=>{t.detail<=1&&e()};var X=`.vl-board {
  max-width: 620px;
  padding: 14px;
  display: flex;
  flex-direction: column;
  gap: 10px;
}

.vl-board-top,
.vl-queue-top {
  display: flex;
  align-items: center;
  gap: 8px;
  min-height: 34px;
}

.vl-board-top b {
  font-size: 15px;
  font-weight: 650;
}

.vl-board-top .vl-status {
  flex: 1;
}

.vl-board[data-status="in-progress"] .vl-dot {
  background: var(--vl-lab);
}

.vl-board[data-status="init"] .vl-dot {
  background: var(--vl-you);
}

.vl-board[data-status="away"] .vl-dot {
  background: var(--vl-stop);
}

.vl.vl :where(ul, ol).vl-people {
  list-style: none;
  margin: 0;
  padding: 0;
}

/* A class of thirty: who is there scrolls, what is done to all of them stays in sight. */
.vl-board .vl-people {
  max-height: 493px; /* ten lines and a half: that there are more is seen */
  overflow-y: auto;
}

.vl.vl.vl-board .vl-people {
  margin: 0 -5px;
  padding: 0 5px;
}

.vl .vl-person:focus-visible {
  outline-offset: -2px;
}

.vl-gone b {
  color: var(--vl-soft);
}

.vl-gone .vl-buttons {
  display: none;
}

.vl-people > li {
  margin: 0;
  border-top: 1px solid var(--vl-line);
}

.vl-person {
  display: flex;
  align-items: center;
  gap: 10px;
  min-height: 46px;
  flex-wrap: wrap;
}

.vl-person b {
  flex: 1 1 0;
  min-width: 90px;
  font-weight: 600;
}

.vl-ring {
  flex: none;
  width: 12px;
  height: 12px;
  margin: 0 6px;
  border-radius: 50%;
  background: var(--vl-line);
}

.vl-talks .vl-ring {
  background: var(--vl-lab);
  box-shadow: 0 0 0 calc(2px + 6px * var(--vl-level)) color-mix(in srgb, var(--vl-lab) 30%, transparent);
}

.vl-buttons {
  display: flex;
  gap: 6px;
  margin-left: auto;
}

/* Unmute is no wider than Mute: the others stay where they are under a hand. */
.vl.vl :where(.vl-person) button {
  min-width: 74px;
}

.vl-board section + section {
  margin-top: 10px;
}

.vl-place {
  flex: none;
  width: 24px;
  text-align: center;
  font-weight: 650;
  color: var(--vl-soft);
}

.vl-waited {
  font-variant-numeric: tabular-nums;
  color: var(--vl-soft);
}

.vl-line-of {
  display: flex;
  gap: 8px;
  margin: 0;
}

.vl.vl :where(.vl-line-of) input {
  flex: 1;
  min-width: 0;
}

.vl-queue-top {
  padding-bottom: 6px;
}

.vl.vl .vl-queue-top button {
  margin-left: auto;
}

.vl-fields {
  display: grid;
  grid-template-columns: 1fr 1fr;
  gap: 8px;
  border-top: 1px solid var(--vl-line);
  padding-top: 10px;
}

.vl-fields label {
  font-size: 12px;
  color: var(--vl-soft);
}

.vl.vl :where(button).vl-click {
  display: flex;
  align-items: center;
  gap: 8px;
  flex: none;
}

.vl.vl :where(p).vl-ending {
  margin: 0;
  font-size: 12.5px;
  overflow-wrap: anywhere;
}

.vl-click-top {
  flex-wrap: wrap;
}

.vl-board-top.vl-click-top .vl-status {
  flex: 1 1 170px;
}

.vl-click-buttons {
  display: flex;
  flex: none;
  gap: 8px;
}
`;var w=class{constructor(t){this.sid=t}sid;agentStatus="queued";customerStatus="";over=!1;reason="";#t="";hear(t){if(t.event==="call-created"&&t.parent_call_sid===this.sid)return this.#t=String(t.call_sid),this.customerStatus=String(t.status),!0;let n=t.call_sid===this.sid;return!n&&t.call_sid!==this.#t?!1:((t.event==="call-status-changed"||t.event==="call-ended")&&(n?this.agentStatus=String(t.status):this.customerStatus=String(t.status)),t.event==="call-ended"&&n&&(this.over=!0,this.reason=String(t.reason??"")),!0)}lost(){this.over||(this.over=!0,this.reason="the lab was started anew")}get talking(){return!this.over&&this.agentStatus==="in-progress"&&this.customerStatus==="in-progress"}};function P(e,t){switch(t){case"busy":return`${e} is busy`;case"no-answer":return`${e} did not answer`;case"failed":return`${e} could not be reached`;case"canceled":return`hung up before ${e} answered`;default:return null}}function Y(e,t,n){return e.over?P(t,e.agentStatus)??P(n,e.customerStatus)??`the call has ended${e.reason?` · ${e.reason}`:""}`:e.agentStatus!=="in-progress"?`ringing ${t}`:e.talking?`${t} and ${n} are talking`:P(n,e.customerStatus)??`${t} answered, ringing ${n}`}function l(e,t={},...n){let r=document.createElement(e);for(let[o,s]of Object.entries(t))s==null||s===!1||(typeof s=="function"?r.addEventListener(o.slice(2),s):r.setAttribute(o,s===!0?"":String(s)));return r.append(...n),r}function y(e,t=16){let n=document.createElementNS("http://www.w3.org/2000/svg","svg");for(let[o,s]of Object.entries({viewBox:"0 0 24 24",width:t,height:t,fill:"currentColor","aria-hidden":"true"}))n.setAttribute(o,String(s));let r=document.createElementNS("http://www.w3.org/2000/svg","path");return r.setAttribute("d",e),n.append(r),n}function Q(e,t){e.textContent!==t&&(e.textContent=t)}function S(e,t,n){let r=e.getRootNode(),o=r instanceof ShadowRoot?r:document.head,s=`voicelab-${t}`,i=o.querySelector(`style[data-voicelab="${s}"]`);i||(i=l("style",{"data-voicelab":s}),o.append(i)),i.textContent!==n&&(i.textContent=n)}var Z="M6.6 10.8c1.4 2.8 3.8 5.1 6.6 6.6l2.2-2.2c.3-.3.7-.4 1-.2 1.1.4 2.3.6 3.6.6.6 0 1 .4 1 1V20c0 .6-.4 1-1 1C10.6 21 3 13.4 3 4c0-.6.4-1 1-1h3.5c.6 0 1 .4 1 1 0 1.2.2 2.4.6 3.6.1.3 0 .7-.2 1z";var tt="M18.3 5.7 12 12l6.3 6.3-1.4 1.4L10.6 13.4 4.3 19.7l-1.4-1.4L9.2 12 2.9 5.7l1.4-1.4 6.3 6.3 6.3-6.3z";var et=`/* What phones and boards have in common: the light, fields, what is wrong. */

.vl-dot {
  flex: none;
  width: 9px;
  height: 9px;
  border-radius: 50%;
  background: var(--vl-soft);
}

.vl.vl :where(input, select).vl-field {
  width: 100%;
  height: 36px;
  padding: 0 11px;
  font: inherit;
  font-size: 14px;
  color: var(--vl-text);
  background: var(--vl-field);
  border: 1px solid var(--vl-field-line);
  border-radius: 9px;
  margin: 0;
}

.vl.vl :where(input).vl-field::placeholder {
  color: var(--vl-soft);
  opacity: 1;
}

.vl-trouble {
  display: grid;
  grid-template-columns: 1fr auto;
  gap: 2px 8px;
  padding: 8px 10px;
  font-size: 12.5px;
  line-height: 1.4;
  color: var(--vl-text);
  background: var(--vl-warm);
  border: 1px solid var(--vl-warm-line);
  border-radius: 9px;
  overflow-wrap: anywhere;
}

.vl-trouble b {
  color: var(--vl-warm-text);
  font-weight: 600;
}

.vl-trouble p {
  grid-column: 1;
  margin: 0;
}

.vl-trouble .vl-remedies {
  grid-column: 1 / -1;
  display: flex;
  flex-wrap: wrap;
  gap: 6px;
  margin-top: 4px;
}
`;function Lt(e){return e.closest(".jupyter-widgets-disconnected")!==null}function nt(e){return t=>{let{model:n,el:r}=t;return Lt(r)?(r.innerHTML=n.get("standing"),()=>r.replaceChildren()):e(t)}}function Rt(e){let t=e.match(/[\d.]+/g)?.map(Number);if(!t||t.length<3||t.length>3&&t[3]===0)return null;let[n=0,r=0,o=0]=t.map(s=>{let i=s/255;return i<=.04045?i/12.92:((i+.055)/1.055)**2.4});return .2126*n+.7152*r+.0722*o}function Ct(e){let t=document.body.dataset.jpThemeLight;if(t==="true")return!1;if(t==="false"||document.body.classList.contains("vscode-dark"))return!0;if(document.body.classList.contains("vscode-light"))return!1;for(let n=e.parentElement;n;n=n.parentElement){let r=Rt(getComputedStyle(n).backgroundColor);if(r!==null)return r<.2}return matchMedia("(prefers-color-scheme: dark)").matches}function ot(e,t){let n=()=>{let i=Ct(e)?"dark":"light";e.dataset.vlTheme!==i&&(e.dataset.vlTheme=i,t())},r=new MutationObserver(()=>requestAnimationFrame(n)),o={attributes:!0,attributeFilter:["class","style","data-jp-theme-light","data-theme"]};r.observe(document.body,o),r.observe(document.documentElement,o);let s=matchMedia("(prefers-color-scheme: dark)");return s.addEventListener("change",n),requestAnimationFrame(n),()=>{r.disconnect(),s.removeEventListener("change",n)}}var rt=`/* VoiceLab's colours, type and shapes. They follow JupyterLab's theme variables where there are some, and the
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
`;var T=class{constructor(t){this.dismiss=t}dismiss;root=l("div",{class:"vl-trouble",role:"alert",hidden:!0});#t="";show(t,n=[]){let{message:r="",cure:o="",code:s=null}=t??{},i=t?[s,r,o,...n.map(({words:p})=>p)].join(`
`):"";if(i===this.#t||(this.#t=i,this.root.hidden=!t,this.root.replaceChildren(),!t))return;let u=l("button",{type:"button",class:"vl-icon vl-dismiss","aria-label":"Dismiss",onclick:()=>this.dismiss()},y(tt,12));if(this.root.append(l("p",{},l("b",{},s?`${s} · ${r}`:r)),u),o&&this.root.append(l("p",{},o)),!n.length)return;let f=n.map(({words:p,run:h})=>l("button",{type:"button",onclick:h},p));this.root.append(l("p",{class:"vl-remedies"},...f))}};var st=e=>({calls:e?[e.sid]:[],history:e!==null,envelope:!1,dialled:!0});function _t({model:e,el:t}){S(t,"tokens",rt),S(t,"parts",et),S(t,"boards",X);let n=_(e.get("customer")),r=_(e.get("agent")),o=["queued","ringing","in-progress"].includes(e.get("status"))?new w(e.get("call_sid")):null,s=!1,i=!1,u=!1,f=!1,p=l("button",{type:"button",class:"vl-go vl-click",onclick:$(()=>{M()})},y(Z),`Call ${n}`),h=l("button",{type:"button",class:"vl-stop",hidden:!0,onclick:$(()=>{N()})},"Hang up"),it=l("span",{class:"vl-dot","aria-hidden":"true"}),O=l("span",{class:"vl-status vl-soft",role:"status"}),H=new T(()=>a.dismissTrouble()),E=l("div",{class:"vl vl-card vl-board",role:"group","aria-label":`Click to call ${n}`,"data-lm-suppress-shortcuts":"true",onkeydown:G},l("div",{class:"vl-board-top vl-click-top"},l("span",{class:"vl-click-buttons"},p,h),it,O),H.root);t.append(E);async function M(){if(s||o&&!o.over)return;s=!0,u=document.activeElement===p,b();let g=await a.act("click-to-call",{});s=!1,g&&(o=new w(String(g.sid)),a.look(st(o))),b()}async function N(){!o||o.over||i||(i=!0,b(),await a.act(`click-to-call/${encodeURIComponent(o.sid)}/hang-up`,{}),i=!1,b())}function b(){let g=s||o!==null&&!o.over;p.disabled=g||!a.connected;let v=o!==null&&!o.over,at=document.activeElement;h.hidden=!v,h.disabled=!a.connected,v&&u?(h.focus({preventScroll:!0}),u=!1):!v&&at===h&&p.focus({preventScroll:!0}),E.dataset.status=a.connected?o?.talking?"in-progress":s||v?"init":"none":"away",Q(O,s?"asking the lab":v&&a.waiting?a.waiting:o?Y(o,r,n):a.waiting||`${r} rings first`),H.show(a.trouble),[C(e,"call_sid",o?.sid??""),C(e,"status",o?.agentStatus??"")].includes(!0)&&e.save_changes()}let a=new x(e,st(o),{event:g=>{o?.hear(g)&&b()},changed:()=>{f&&a.connected&&(f=!1,M()),b()}}),U=g=>{let v=m(g)?.type;v==="moved"&&o?.lost(),v==="hang-up"&&(f=!1,N()),v==="click"&&(a.connected?M():f=!0)};e.on("msg:custom",U);let lt=ot(E,()=>{});return b(),()=>{e.off("msg:custom",U),lt(),a.close()}}var Ue={render:nt(_t)};export{Ue as default};
