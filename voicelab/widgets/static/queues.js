var R=new Set;function O(e){let t=new URL(e);t.protocol==="http:"?R.add(t.host):R.delete(t.host)}var Pt=window.WebSocket;function st(e){let t="/",n=at(e.config);typeof n.baseUrl=="string"?t=n.baseUrl:e.bodyBaseUrl&&(t=e.bodyBaseUrl);let o=new URL(t,`${e.origin}/`);return o.href.endsWith("/")?o.href:`${o.href}/`}function at(e){if(!e)return{};try{let t=JSON.parse(e);return typeof t=="object"&&t!==null?t:{}}catch{return{}}}function P(e){return e==="localhost"||e==="[::1]"||/^127(\.\d+){3}$/.test(e)}function H(e,t){let n=[];return t.url&&!P(new URL(t.url).hostname)&&n.push(ct(t.url)),t.port&&(e.origin.startsWith("http")&&n.push(`${st(e)}proxy/${t.port}/`),(e.origin==="null"||P(lt(e.origin)))&&n.push(`http://127.0.0.1:${t.port}/`)),n}function lt(e){try{return new URL(e).hostname}catch{return""}}function ct(e){return e.endsWith("/")?e:`${e}/`}function N(e,t){let n=new URL(t,e);return n.protocol=n.protocol==="https:"?"wss:":"ws:",n.href}function j(e,t,n){return e.get(t)===n?!1:(e.set(t,n),!0)}function k(e){return typeof e!="object"||e===null?null:typeof e.type=="string"?e:null}var u=class extends Error{constructor(n,o,r=null){super(n);this.cure=o;this.code=r}cure;code},dt=1500,ut=15e3;function U(e,t,n){return new Promise((o,r)=>{let i=[setTimeout(()=>t("waiting for the kernel"),dt),setTimeout(()=>t("no answer from the kernel: was it started anew? Run this cell again"),ut)],a=()=>{for(let p of i)clearTimeout(p);e.off("msg:custom",v),n.removeEventListener("abort",d)},d=()=>{a(),r(n.reason)},v=p=>{let h=k(p);h?.type==="credentials"&&(a(),typeof h.error=="string"?r(new u(h.error,String(h.cure??""))):o(pt(h)))};if(n.aborted){d();return}n.addEventListener("abort",d),e.on("msg:custom",v);try{e.send({type:"credentials"})}catch{a(),r(new u("The kernel that made this is gone, and its lab with it.","Run the cell with %load_ext voicelab, then this cell again."))}})}function pt(e){let t=n=>typeof n=="string"&&n?n:null;return{port:typeof e.port=="number"?e.port:null,url:t(e.url),account_sid:t(e.account_sid),token:t(e.token),observe_token:t(e.observe_token)}}function ht(){return{origin:location.origin,config:document.getElementById("jupyter-config-data")?.textContent??null,bodyBaseUrl:document.body.dataset.baseUrl??null}}async function z(e){let t=[];for(let n of H(ht(),e))if(t.push(n),await ft(n,e))return O(n),n;throw new u(`The lab does not answer${t.length?` at ${t.join(" or ")}`:""}.`,"Run the cell with %load_ext voicelab again. If that does not help, voicelab doctor says what stops it.")}async function ft(e,t){let n=t.account_sid,o=n?`?account_sid=${encodeURIComponent(n)}`:"",r=await vt(e,o,t.token??t.observe_token);return!!r?.voicelab&&(!n||r?.account_sid===n)}async function vt(e,t,n){let r=new URL(e,location.href).origin===location.origin&&n?{"X-Twilio-Token":n}:{};try{let i=AbortSignal.timeout(4e3),a=await fetch(`${e}health${t}`,{headers:r,signal:i,cache:"no-store"});return a.ok?await a.json():null}catch{return null}}async function D(e,t){try{let n=await fetch(`${e}lab/v1/tokens/renew`,{method:"POST",headers:{"Content-Type":"application/json"},body:JSON.stringify({token:t}),signal:AbortSignal.timeout(8e3)});if(!n.ok)return null;let o=await n.json();return typeof o.token=="string"?o.token:null}catch{return null}}function I(e){try{let t=(e.split(".")[1]??"").replaceAll("-","+").replaceAll("_","/"),n=JSON.parse(atob(t)),o=Number(n.exp)-Number(n.nbf);return o>0?o:null}catch{return null}}var q=300,gt=8e3,L=.5,mt=.1,x=class{constructor(t,n,o){this.base=t;this.token=n;this.hooks=o;this.#r(L)}base;token;hooks;#t=null;#e=!1;#n=!1;#o=q;#i;#l;#s=null;watch(t){this.#s=t,this.#t?this.#t.readyState===WebSocket.OPEN&&this.#a():this.#c()}close(){this.#n=!0,clearTimeout(this.#i),clearTimeout(this.#l),this.#t?.close(),this.#t=null}#r(t){clearTimeout(this.#l);let n=I(this.token);n!==null&&(this.#l=setTimeout(()=>{this.#d()},n*t*1e3))}async#d(){let t=await D(this.base,this.token);if(!this.#n){if(!t)return this.#r(mt);this.token=t,this.#e&&this.#t?.readyState===WebSocket.OPEN&&this.#t.send(JSON.stringify({renew:t})),this.hooks.renewed?.(t),this.#r(L)}}#a(){this.#s&&this.#t?.send(JSON.stringify({token:this.token,...this.#s}))}#c(){if(this.#n)return;let t=new WebSocket(N(this.base,"observe"));this.#t=t,this.#e=!1;let n=null;t.onopen=()=>this.#a(),t.onmessage=o=>{let r=bt(o.data);r&&(r.event==="hello"?(this.#o=q,this.#e||this.hooks.state?.(!0),this.#e=!0):r.event==="refused"?n=this.hooks.refused(typeof r.code=="number"?r.code:null,String(r.message)):r.event!=="renewed"&&this.hooks.event(r))},t.onclose=async()=>{if(this.#t===t){if(this.#t=null,this.#e&&this.hooks.state?.(!1),n){let o=await n;if(o===null)return;this.token=o,this.#r(L)}this.#i=setTimeout(()=>this.#c(),this.#o),this.#o=Math.min(gt,this.#o*2)}}}};function bt(e){if(typeof e!="string")return null;try{let t=JSON.parse(e);if(typeof t=="object"&&t!==null&&"event"in t)return t}catch{}return null}var wt=5e3,kt=4e3,xt=2e4,y=class{constructor(t,n,o){this.model=t;this.watch=n;this.hooks=o;t.on("msg:custom",this.#u),this.#r()}model;watch;hooks;trouble=null;waiting="looking for the lab";connected=!1;#t=null;#e="";#n="";#o=new AbortController;#i;close(){this.#s(),this.model.off("msg:custom",this.#u)}look(t){this.watch=t,this.#t?.watch(t)}dismissTrouble(){this.trouble=null,this.hooks.changed()}async act(t,n){try{let o=await this.#l(t,n);return this.trouble=null,this.hooks.changed(),o}catch(o){return this.trouble=o instanceof u?o:new u("The lab did not answer.","Try it again."),this.hooks.changed(),null}}async#l(t,n){if(!this.#e)throw new u("The lab was not found yet.","Wait a moment.");let o=()=>fetch(`${this.#e}lab/v1/${t}`,{method:"POST",headers:{"Content-Type":"application/json","X-Twilio-Token":this.#n},body:JSON.stringify(n),signal:AbortSignal.timeout(xt)}),r=await o();r.status===401&&(this.#n=(await this.#a(this.#o.signal)).observe_token??"",r=await o());let i=await r.json().catch(()=>({}));if(r.ok)return i;throw new u(String(i.message??"The lab did not do it."),String(i.cure??""),typeof i.code=="number"?i.code:null)}#s(){this.#o.abort(new DOMException("closed","AbortError")),clearTimeout(this.#i),this.#t?.close(),this.#t=null,this.connected=!1}async#r(){this.#s(),this.#o=new AbortController;let t=this.#o.signal;try{let n=await this.#a(t),o=n.observe_token;if(!o)throw new u("The kernel gave no token.","Run the cell again.");let r=await z(n);if(t.aborted)return;this.#n=o,this.#e=r,this.#t=new x(this.#e,this.#n,{event:i=>this.hooks.event(i),refused:async(i,a)=>{let d=(await this.#a(t).catch(()=>null))?.observe_token??null;return t.aborted?null:(d?this.#n=d:this.#c(new u(a,"Run the cell again.",i)),d)},renewed:i=>{this.#n=i},state:i=>this.#d(i)}),this.#t.watch(this.watch),this.trouble=null}catch(n){if(t.aborted)return;this.#c(n instanceof u?n:new u(String(n),"Run the cell again.")),this.#i=setTimeout(()=>{this.#r()},wt)}this.hooks.changed()}#d(t){this.connected=t,this.waiting=t?"":"the lab went away, looking for it",clearTimeout(this.#i),t||(this.#i=setTimeout(()=>{this.#r()},kt)),this.hooks.changed()}#a(t){let n=o=>{this.waiting=o,this.hooks.changed()};return U(this.model,n,t)}#c(t){this.trouble=t,this.waiting="not connected",this.hooks.changed()}#u=t=>{k(t)?.type==="moved"&&this.#r()}};var w=e=>e.replace(/^client:/,""),B=e=>e.stopPropagation();var Q=`.vl-board {
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
`;function s(e,t={},...n){let o=document.createElement(e);for(let[r,i]of Object.entries(t))i==null||i===!1||(typeof i=="function"?o.addEventListener(r.slice(2),i):o.setAttribute(r,i===!0?"":String(i)));return o.append(...n),o}function F(e,t=16){let n=document.createElementNS("http://www.w3.org/2000/svg","svg");for(let[r,i]of Object.entries({viewBox:"0 0 24 24",width:t,height:t,fill:"currentColor","aria-hidden":"true"}))n.setAttribute(r,String(i));let o=document.createElementNS("http://www.w3.org/2000/svg","path");return o.setAttribute("d",e),n.append(o),n}function $(e,t){e.textContent!==t&&(e.textContent=t)}function S(e,t,n){let o=e.getRootNode(),r=o instanceof ShadowRoot?o:document.head,i=`voicelab-${t}`,a=r.querySelector(`style[data-voicelab="${i}"]`);a||(a=s("style",{"data-voicelab":i}),r.append(a)),a.textContent!==n&&(a.textContent=n)}function T(e){let t=Math.max(0,Math.floor(e)),n=r=>String(r).padStart(2,"0"),o=Math.floor(t/60);return o<60?`${o}:${n(t%60)}`:`${Math.floor(o/60)}:${n(o%60)}:${n(t%60)}`}var K=`/* What phones and boards have in common: the light, fields, what is wrong. */

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
`;var V=e=>e.toLocaleTimeString([],{hour:"2-digit",minute:"2-digit",second:"2-digit"});function J(e,t){return(Array.isArray(e.queues)?e.queues:[]).map(o=>({name:String(o.queue),sid:String(o.queue_sid),averageWait:Number(o.average_wait)||0,members:(o.members??[]).map(r=>({callSid:String(r.call_sid),address:String(r.address),position:Number(r.position),since:t-(Number(r.waited)||0)})),last:Tt(o.last)}))}function Tt(e){if(typeof e!="object"||e===null)return null;let{address:t,waited:n,result:o,when:r}=e;return{address:String(t),waited:Number(n)||0,result:String(o),when:new Date(String(r))}}var Et={bridged:"was connected",hangup:"hung up",leave:"left",redirected:"was sent elsewhere","redirected-from-bridged":"was connected, then sent elsewhere"};function G({address:e,waited:t,result:n,when:o}){return`${V(o)}: ${w(e)} ${Et[n]??"left"} after ${T(t)}`}function Y(e){let t=e.members.length;return t?`${t} waiting${e.averageWait?` · average ${e.averageWait} s`:""}`:"nobody waits"}function Mt(e){return e.closest(".jupyter-widgets-disconnected")!==null}function X(e){return t=>{let{model:n,el:o}=t;return Mt(o)?(o.innerHTML=n.get("standing"),()=>o.replaceChildren()):e(t)}}function Rt(e){let t=e.match(/[\d.]+/g)?.map(Number);if(!t||t.length<3||t.length>3&&t[3]===0)return null;let[n=0,o=0,r=0]=t.map(i=>{let a=i/255;return a<=.04045?a/12.92:((a+.055)/1.055)**2.4});return .2126*n+.7152*o+.0722*r}function Lt(e){let t=document.body.dataset.jpThemeLight;if(t==="true")return!1;if(t==="false"||document.body.classList.contains("vscode-dark"))return!0;if(document.body.classList.contains("vscode-light"))return!1;for(let n=e.parentElement;n;n=n.parentElement){let o=Rt(getComputedStyle(n).backgroundColor);if(o!==null)return o<.2}return matchMedia("(prefers-color-scheme: dark)").matches}function Z(e,t){let n=()=>{let a=Lt(e)?"dark":"light";e.dataset.vlTheme!==a&&(e.dataset.vlTheme=a,t())},o=new MutationObserver(()=>requestAnimationFrame(n)),r={attributes:!0,attributeFilter:["class","style","data-jp-theme-light","data-theme"]};o.observe(document.body,r),o.observe(document.documentElement,r);let i=matchMedia("(prefers-color-scheme: dark)");return i.addEventListener("change",n),requestAnimationFrame(n),()=>{o.disconnect(),i.removeEventListener("change",n)}}var tt=`/* VoiceLab's colours, type and shapes. They follow JupyterLab's theme variables where there are some, and the
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
`;var et="M18.3 5.7 12 12l6.3 6.3-1.4 1.4L10.6 13.4 4.3 19.7l-1.4-1.4L9.2 12 2.9 5.7l1.4-1.4 6.3 6.3 6.3-6.3z";var E=class{constructor(t){this.dismiss=t}dismiss;root=s("div",{class:"vl-trouble",role:"alert",hidden:!0});#t="";show(t,n=[]){let{message:o="",cure:r="",code:i=null}=t??{},a=t?[i,o,r,...n.map(({words:p})=>p)].join(`
`):"";if(a===this.#t||(this.#t=a,this.root.hidden=!t,this.root.replaceChildren(),!t))return;let d=s("button",{type:"button",class:"vl-icon vl-dismiss","aria-label":"Dismiss",onclick:()=>this.dismiss()},F(et,12));if(this.root.append(s("p",{},s("b",{},i?`${i} · ${o}`:o)),d),r&&this.root.append(s("p",{},r)),!n.length)return;let v=n.map(({words:p,run:h})=>s("button",{type:"button",onclick:h},p));this.root.append(s("p",{class:"vl-remedies"},...v))}};function nt(e,t,n){let o=s("input",{class:"vl-field","aria-label":e,placeholder:t,autocomplete:"off"});return o.value=n,o}function At({model:e,el:t}){S(t,"tokens",tt),S(t,"parts",K),S(t,"boards",Q);let n=[],o=[],r=s("span",{class:"vl-status vl-soft vl-ellipsis",role:"status"}),i=nt("Who takes","alice, or a number",e.get("by"));i.addEventListener("change",()=>{j(e,"by",i.value.trim())&&e.save_changes()});let a=nt("Where to","a document, a number, client:bob",""),d=s("div",{}),v=new E(()=>g.dismissTrouble()),p=s("div",{class:"vl vl-card vl-board",role:"group","aria-label":"Queues","data-lm-suppress-shortcuts":"true",onkeydown:B},s("div",{class:"vl-board-top"},s("span",{class:"vl-dot","aria-hidden":"true"}),s("b",{},"Queues"),r),d,s("div",{class:"vl-fields"},s("label",{},"Who takes",i),s("label",{},"Where to",a)),v.root);t.append(p);let h=l=>{g.act("queues",l)};function ot(l){let f=l.members.map(b=>{let W=s("span",{class:"vl-waited"});o.push({since:b.since,timer:W});let _=w(b.address);return s("li",{},s("div",{class:"vl-person",role:"group","aria-label":_},s("span",{class:"vl-place"},String(b.position)),s("b",{class:"vl-ellipsis",title:b.address},_),W,s("span",{class:"vl-buttons"},s("button",{type:"button","data-key":`dequeue ${b.callSid}`,onclick:()=>{if(!a.value.trim())return a.focus();h({queue:l.name,do:"dequeue",call_sid:b.callSid,what:a.value.trim()})}},"Dequeue"))))}),m=s("button",{type:"button",class:"vl-go","data-key":`take ${l.sid}`,onclick:()=>h({queue:l.name,do:"take",by:i.value.trim()})},"Take");return m.disabled=!l.members.length,s("section",{"aria-label":`Queue ${l.name}`},s("div",{class:"vl-queue-top"},s("b",{class:"vl-ellipsis"},l.name),s("span",{class:"vl-soft"},Y(l)),m),s("ol",{class:"vl-people"},...f),...l.last?[s("p",{class:"vl-ending vl-soft"},G(l.last))]:[])}function A(){let l=performance.now()/1e3;for(let{since:f,timer:m}of o)$(m,T(l-f))}function C(){let l=document.activeElement?.dataset?.key,f=l&&d.contains(document.activeElement)?l:null;o=[],d.replaceChildren(...n.map(ot)),f&&(d.querySelector(`[data-key="${f}"]:enabled`)??i).focus({preventScroll:!0}),M()}function M(){let l=n.reduce((f,m)=>f+m.members.length,0);$(r,g.waiting||(n.length?`${l||"nobody"} waiting`:"nobody waits; <Enqueue> makes a queue")),p.dataset.status=g.connected?l?"in-progress":"none":"away",v.show(g.trouble),A()}let g=new y(e,{calls:[],history:!1,envelope:!1,queues:!0},{event:l=>{l.event==="queues"&&(n=J(l,performance.now()/1e3),C())},changed:()=>{!g.connected&&n.length&&(n=[],C()),M()}}),rt=setInterval(A,500),it=Z(p,()=>{});return M(),()=>{clearInterval(rt),it(),g.close()}}var qe={render:X(At)};export{qe as default};
