var M=new Set;function P(t){let e=new URL(t);e.protocol==="http:"?M.add(e.host):M.delete(e.host)}var Ne=window.WebSocket;function ce(t){let e="/",n=de(t.config);typeof n.baseUrl=="string"?e=n.baseUrl:t.bodyBaseUrl&&(e=t.bodyBaseUrl);let o=new URL(e,`${t.origin}/`);return o.href.endsWith("/")?o.href:`${o.href}/`}function de(t){if(!t)return{};try{let e=JSON.parse(t);return typeof e=="object"&&e!==null?e:{}}catch{return{}}}function R(t){return t==="localhost"||t==="[::1]"||/^127(\.\d+){3}$/.test(t)}function H(t,e){let n=[];return e.url&&!R(new URL(e.url).hostname)&&n.push(pe(e.url)),e.port&&(t.origin.startsWith("http")&&n.push(`${ce(t)}proxy/${e.port}/`),(t.origin==="null"||ue(t)||R(j(t.origin)))&&n.push(`http://127.0.0.1:${e.port}/`)),n}function ue(t){return t.origin.startsWith("vscode-webview:")}function N(t){return t.config!==null||t.bodyBaseUrl!==null||R(j(t.origin))?"Run the cell with %load_ext voicelab again. If that does not help, voicelab doctor says what stops it.":"This page is no Jupyter's, and the lab is on the kernel's machine. Open the notebook in JupyterLab, in a browser; here lab.caller(...) places calls, and call.plot() and call.audio() show them."}function j(t){try{return new URL(t).hostname}catch{return""}}function pe(t){return t.endsWith("/")?t:`${t}/`}function U(t,e){let n=new URL(e,t);return n.protocol=n.protocol==="https:"?"wss:":"ws:",n.href}function I(t,e,n){return t.get(e)===n?!1:(t.set(e,n),!0)}function k(t){return typeof t!="object"||t===null?null:typeof t.type=="string"?t:null}var u=class extends Error{constructor(n,o,r=null){super(n);this.cure=o;this.code=r}cure;code},he=1500,fe=15e3;function D(t,e,n){return new Promise((o,r)=>{let i=[setTimeout(()=>e("waiting for the kernel"),he),setTimeout(()=>e("no answer from the kernel: was it started anew? Run this cell again"),fe)],a=()=>{for(let p of i)clearTimeout(p);t.off("msg:custom",v),n.removeEventListener("abort",d)},d=()=>{a(),r(n.reason)},v=p=>{let h=k(p);h?.type==="credentials"&&(a(),typeof h.error=="string"?r(new u(h.error,String(h.cure??""))):o(ve(h)))};if(n.aborted){d();return}n.addEventListener("abort",d),t.on("msg:custom",v);try{t.send({type:"credentials"})}catch{a(),r(new u("The kernel that made this is gone, and its lab with it.","Run the cell with %load_ext voicelab, then this cell again."))}})}function ve(t){let e=n=>typeof n=="string"&&n?n:null;return{port:typeof t.port=="number"?t.port:null,url:e(t.url),account_sid:e(t.account_sid),token:e(t.token),observe_token:e(t.observe_token)}}function z(){return{origin:location.origin,config:document.getElementById("jupyter-config-data")?.textContent??null,bodyBaseUrl:document.body.dataset.baseUrl??null}}async function q(t){let e=[];for(let n of H(z(),t))if(e.push(n),await ge(n,t))return P(n),n;throw new u(`The lab does not answer${e.length?` at ${e.join(" or ")}`:""}.`,N(z()))}async function ge(t,e){let n=e.account_sid,o=n?`?account_sid=${encodeURIComponent(n)}`:"",r=await me(t,o,e.token??e.observe_token);return!!r?.voicelab&&(!n||r?.account_sid===n)}async function me(t,e,n){let r=new URL(t,location.href).origin===location.origin&&n?{"X-Twilio-Token":n}:{};try{let i=AbortSignal.timeout(4e3),a=await fetch(`${t}health${e}`,{headers:r,signal:i,cache:"no-store"});return a.ok?await a.json():null}catch{return null}}async function B(t,e){try{let n=await fetch(`${t}lab/v1/tokens/renew`,{method:"POST",headers:{"Content-Type":"application/json"},body:JSON.stringify({token:e}),signal:AbortSignal.timeout(8e3)});if(!n.ok)return null;let o=await n.json();return typeof o.token=="string"?o.token:null}catch{return null}}function F(t){try{let e=(t.split(".")[1]??"").replaceAll("-","+").replaceAll("_","/"),n=JSON.parse(atob(e)),o=Number(n.exp)-Number(n.nbf);return o>0?o:null}catch{return null}}var Q=300,be=8e3,$=.5,we=.1,y=class{constructor(e,n,o){this.base=e;this.token=n;this.hooks=o;this.#r($)}base;token;hooks;#e=null;#t=!1;#n=!1;#o=Q;#i;#l;#s=null;watch(e){this.#s=e,this.#e?this.#e.readyState===WebSocket.OPEN&&this.#a():this.#c()}close(){this.#n=!0,clearTimeout(this.#i),clearTimeout(this.#l),this.#e?.close(),this.#e=null}#r(e){clearTimeout(this.#l);let n=F(this.token);n!==null&&(this.#l=setTimeout(()=>{this.#d()},n*e*1e3))}async#d(){let e=await B(this.base,this.token);if(!this.#n){if(!e)return this.#r(we);this.token=e,this.#t&&this.#e?.readyState===WebSocket.OPEN&&this.#e.send(JSON.stringify({renew:e})),this.hooks.renewed?.(e),this.#r($)}}#a(){this.#s&&this.#e?.send(JSON.stringify({token:this.token,...this.#s}))}#c(){if(this.#n)return;let e=new WebSocket(U(this.base,"observe"));this.#e=e,this.#t=!1;let n=null;e.onopen=()=>this.#a(),e.onmessage=o=>{let r=ke(o.data);r&&(r.event==="hello"?(this.#o=Q,this.#t||this.hooks.state?.(!0),this.#t=!0):r.event==="refused"?n=this.hooks.refused(typeof r.code=="number"?r.code:null,String(r.message)):r.event!=="renewed"&&this.hooks.event(r))},e.onclose=async()=>{if(this.#e===e){if(this.#e=null,this.#t&&this.hooks.state?.(!1),n){let o=await n;if(o===null)return;this.token=o,this.#r($)}this.#i=setTimeout(()=>this.#c(),this.#o),this.#o=Math.min(be,this.#o*2)}}}};function ke(t){if(typeof t!="string")return null;try{let e=JSON.parse(t);if(typeof e=="object"&&e!==null&&"event"in e)return e}catch{}return null}var ye=5e3,xe=4e3,Se=2e4,x=class{constructor(e,n,o){this.model=e;this.watch=n;this.hooks=o;e.on("msg:custom",this.#u),this.#r()}model;watch;hooks;trouble=null;waiting="looking for the lab";connected=!1;#e=null;#t="";#n="";#o=new AbortController;#i;close(){this.#s(),this.model.off("msg:custom",this.#u)}look(e){this.watch=e,this.#e?.watch(e)}dismissTrouble(){this.trouble=null,this.hooks.changed()}async act(e,n){try{let o=await this.#l(e,n);return this.trouble=null,this.hooks.changed(),o}catch(o){return this.trouble=o instanceof u?o:new u("The lab did not answer.","Try it again."),this.hooks.changed(),null}}async#l(e,n){if(!this.#t)throw new u("The lab was not found yet.","Wait a moment.");let o=()=>fetch(`${this.#t}lab/v1/${e}`,{method:"POST",headers:{"Content-Type":"application/json","X-Twilio-Token":this.#n},body:JSON.stringify(n),signal:AbortSignal.timeout(Se)}),r=await o();r.status===401&&(this.#n=(await this.#a(this.#o.signal)).observe_token??"",r=await o());let i=await r.json().catch(()=>({}));if(r.ok)return i;throw new u(String(i.message??"The lab did not do it."),String(i.cure??""),typeof i.code=="number"?i.code:null)}#s(){this.#o.abort(new DOMException("closed","AbortError")),clearTimeout(this.#i),this.#e?.close(),this.#e=null,this.connected=!1}async#r(){this.#s(),this.#o=new AbortController;let e=this.#o.signal;try{let n=await this.#a(e),o=n.observe_token;if(!o)throw new u("The kernel gave no token.","Run the cell again.");let r=await q(n);if(e.aborted)return;this.#n=o,this.#t=r,this.#e=new y(this.#t,this.#n,{event:i=>this.hooks.event(i),refused:async(i,a)=>{let d=(await this.#a(e).catch(()=>null))?.observe_token??null;return e.aborted?null:(d?this.#n=d:this.#c(new u(a,"Run the cell again.",i)),d)},renewed:i=>{this.#n=i},state:i=>this.#d(i)}),this.#e.watch(this.watch),this.trouble=null}catch(n){if(e.aborted)return;this.#c(n instanceof u?n:new u(String(n),"Run the cell again.")),this.#i=setTimeout(()=>{this.#r()},ye)}this.hooks.changed()}#d(e){this.connected=e,this.waiting=e?"":"the lab went away, looking for it",clearTimeout(this.#i),e||(this.#i=setTimeout(()=>{this.#r()},xe)),this.hooks.changed()}#a(e){let n=o=>{this.waiting=o,this.hooks.changed()};return D(this.model,n,e)}#c(e){this.trouble=e,this.waiting="not connected",this.hooks.changed()}#u=e=>{k(e)?.type==="moved"&&this.#r()}};var w=t=>t.replace(/^client:/,""),K=t=>t.stopPropagation();var J=`.vl-board {
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
`;function s(t,e={},...n){let o=document.createElement(t);for(let[r,i]of Object.entries(e))i==null||i===!1||(typeof i=="function"?o.addEventListener(r.slice(2),i):o.setAttribute(r,i===!0?"":String(i)));return o.append(...n),o}function V(t,e=16){let n=document.createElementNS("http://www.w3.org/2000/svg","svg");for(let[r,i]of Object.entries({viewBox:"0 0 24 24",width:e,height:e,fill:"currentColor","aria-hidden":"true"}))n.setAttribute(r,String(i));let o=document.createElementNS("http://www.w3.org/2000/svg","path");return o.setAttribute("d",t),n.append(o),n}function A(t,e){t.textContent!==e&&(t.textContent=e)}function S(t,e,n){let o=t.getRootNode(),r=o instanceof ShadowRoot?o:document.head,i=`voicelab-${e}`,a=r.querySelector(`style[data-voicelab="${i}"]`);a||(a=s("style",{"data-voicelab":i}),r.append(a)),a.textContent!==n&&(a.textContent=n)}function T(t){let e=Math.max(0,Math.floor(t)),n=r=>String(r).padStart(2,"0"),o=Math.floor(e/60);return o<60?`${o}:${n(e%60)}`:`${Math.floor(o/60)}:${n(o%60)}:${n(e%60)}`}var G=`/* What phones and boards have in common: the light, fields, what is wrong. */

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
`;var Y=t=>t.toLocaleTimeString([],{hour:"2-digit",minute:"2-digit",second:"2-digit"});function X(t,e){return(Array.isArray(t.queues)?t.queues:[]).map(o=>({name:String(o.queue),sid:String(o.queue_sid),averageWait:Number(o.average_wait)||0,members:(o.members??[]).map(r=>({callSid:String(r.call_sid),address:String(r.address),position:Number(r.position),since:e-(Number(r.waited)||0)})),last:Le(o.last)}))}function Le(t){if(typeof t!="object"||t===null)return null;let{address:e,waited:n,result:o,when:r}=t;return{address:String(e),waited:Number(n)||0,result:String(o),when:new Date(String(r))}}var Me={bridged:"was connected",hangup:"hung up",leave:"left",redirected:"was sent elsewhere","redirected-from-bridged":"was connected, then sent elsewhere"};function Z({address:t,waited:e,result:n,when:o}){return`${Y(o)}: ${w(t)} ${Me[n]??"left"} after ${T(e)}`}function ee(t){let e=t.members.length;return e?`${e} waiting${t.averageWait?` · average ${t.averageWait} s`:""}`:"nobody waits"}function Re(t){return t.closest(".jupyter-widgets-disconnected")!==null}function te(t){return e=>{let{model:n,el:o}=e;return Re(o)?(o.innerHTML=n.get("standing"),()=>o.replaceChildren()):t(e)}}function $e(t){let e=t.match(/[\d.]+/g)?.map(Number);if(!e||e.length<3||e.length>3&&e[3]===0)return null;let[n=0,o=0,r=0]=e.map(i=>{let a=i/255;return a<=.04045?a/12.92:((a+.055)/1.055)**2.4});return .2126*n+.7152*o+.0722*r}function Ae(t){let e=document.body.dataset.jpThemeLight;if(e==="true")return!1;if(e==="false"||document.body.classList.contains("vscode-dark"))return!0;if(document.body.classList.contains("vscode-light"))return!1;for(let n=t.parentElement;n;n=n.parentElement){let o=$e(getComputedStyle(n).backgroundColor);if(o!==null)return o<.2}return matchMedia("(prefers-color-scheme: dark)").matches}function ne(t,e){let n=()=>{let a=Ae(t)?"dark":"light";t.dataset.vlTheme!==a&&(t.dataset.vlTheme=a,e())},o=new MutationObserver(()=>requestAnimationFrame(n)),r={attributes:!0,attributeFilter:["class","style","data-jp-theme-light","data-theme"]};o.observe(document.body,r),o.observe(document.documentElement,r);let i=matchMedia("(prefers-color-scheme: dark)");return i.addEventListener("change",n),requestAnimationFrame(n),()=>{o.disconnect(),i.removeEventListener("change",n)}}var oe=`/* VoiceLab's colours, type and shapes. They follow JupyterLab's theme variables where there are some, and the
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
`;var re="M18.3 5.7 12 12l6.3 6.3-1.4 1.4L10.6 13.4 4.3 19.7l-1.4-1.4L9.2 12 2.9 5.7l1.4-1.4 6.3 6.3 6.3-6.3z";var E=class{constructor(e){this.dismiss=e}dismiss;root=s("div",{class:"vl-trouble",role:"alert",hidden:!0});#e="";show(e,n=[]){let{message:o="",cure:r="",code:i=null}=e??{},a=e?[i,o,r,...n.map(({words:p})=>p)].join(`
`):"";if(a===this.#e||(this.#e=a,this.root.hidden=!e,this.root.replaceChildren(),!e))return;let d=s("button",{type:"button",class:"vl-icon vl-dismiss","aria-label":"Dismiss",onclick:()=>this.dismiss()},V(re,12));if(this.root.append(s("p",{},s("b",{},i?`${i} · ${o}`:o)),d),r&&this.root.append(s("p",{},r)),!n.length)return;let v=n.map(({words:p,run:h})=>s("button",{type:"button",onclick:h},p));this.root.append(s("p",{class:"vl-remedies"},...v))}};function ie(t,e,n){let o=s("input",{class:"vl-field","aria-label":t,placeholder:e,autocomplete:"off"});return o.value=n,o}function We({model:t,el:e}){S(e,"tokens",oe),S(e,"parts",G),S(e,"boards",J);let n=[],o=[],r=s("span",{class:"vl-status vl-soft vl-ellipsis",role:"status"}),i=ie("Who takes","alice, or a number",t.get("by"));i.addEventListener("change",()=>{I(t,"by",i.value.trim())&&t.save_changes()});let a=ie("Where to","a document, a number, client:bob",""),d=s("div",{}),v=new E(()=>g.dismissTrouble()),p=s("div",{class:"vl vl-card vl-board",role:"group","aria-label":"Queues","data-lm-suppress-shortcuts":"true",onkeydown:K},s("div",{class:"vl-board-top"},s("span",{class:"vl-dot","aria-hidden":"true"}),s("b",{},"Queues"),r),d,s("div",{class:"vl-fields"},s("label",{},"Who takes",i),s("label",{},"Where to",a)),v.root);e.append(p);let h=l=>{g.act("queues",l)};function se(l){let f=l.members.map(b=>{let O=s("span",{class:"vl-waited"});o.push({since:b.since,timer:O});let _=w(b.address);return s("li",{},s("div",{class:"vl-person",role:"group","aria-label":_},s("span",{class:"vl-place"},String(b.position)),s("b",{class:"vl-ellipsis",title:b.address},_),O,s("span",{class:"vl-buttons"},s("button",{type:"button","data-key":`dequeue ${b.callSid}`,onclick:()=>{if(!a.value.trim())return a.focus();h({queue:l.name,do:"dequeue",call_sid:b.callSid,what:a.value.trim()})}},"Dequeue"))))}),m=s("button",{type:"button",class:"vl-go","data-key":`take ${l.sid}`,onclick:()=>h({queue:l.name,do:"take",by:i.value.trim()})},"Take");return m.disabled=!l.members.length,s("section",{"aria-label":`Queue ${l.name}`},s("div",{class:"vl-queue-top"},s("b",{class:"vl-ellipsis"},l.name),s("span",{class:"vl-soft"},ee(l)),m),s("ol",{class:"vl-people"},...f),...l.last?[s("p",{class:"vl-ending vl-soft"},Z(l.last))]:[])}function C(){let l=performance.now()/1e3;for(let{since:f,timer:m}of o)A(m,T(l-f))}function W(){let l=document.activeElement?.dataset?.key,f=l&&d.contains(document.activeElement)?l:null;o=[],d.replaceChildren(...n.map(se)),f&&(d.querySelector(`[data-key="${f}"]:enabled`)??i).focus({preventScroll:!0}),L()}function L(){let l=n.reduce((f,m)=>f+m.members.length,0);A(r,g.waiting||(n.length?`${l||"nobody"} waiting`:"nobody waits; <Enqueue> makes a queue")),p.dataset.status=g.connected?l?"in-progress":"none":"away",v.show(g.trouble),C()}let g=new x(t,{calls:[],history:!1,envelope:!1,queues:!0},{event:l=>{l.event==="queues"&&(n=X(l,performance.now()/1e3),W())},changed:()=>{!g.connected&&n.length&&(n=[],W()),L()}}),ae=setInterval(C,500),le=ne(p,()=>{});return L(),()=>{clearInterval(ae),le(),g.close()}}var Ft={render:te(We)};export{Ft as default};
