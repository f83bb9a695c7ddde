var S=new Set;function W(t){let e=new URL(t);e.protocol==="http:"?S.add(e.host):S.delete(e.host)}var Ce=window.WebSocket;function re(t){let e="/",n=se(t.config);typeof n.baseUrl=="string"?e=n.baseUrl:t.bodyBaseUrl&&(e=t.bodyBaseUrl);let o=new URL(e,`${t.origin}/`);return o.href.endsWith("/")?o.href:`${o.href}/`}function se(t){if(!t)return{};try{let e=JSON.parse(t);return typeof e=="object"&&e!==null?e:{}}catch{return{}}}function $(t){return t==="localhost"||t==="[::1]"||/^127(\.\d+){3}$/.test(t)}function N(t,e){let n=[];return e.url&&!$(new URL(e.url).hostname)&&n.push(ae(e.url)),e.port&&(t.origin.startsWith("http")&&n.push(`${re(t)}proxy/${e.port}/`),(t.origin==="null"||$(ie(t.origin)))&&n.push(`http://127.0.0.1:${e.port}/`)),n}function ie(t){try{return new URL(t).hostname}catch{return""}}function ae(t){return t.endsWith("/")?t:`${t}/`}function O(t,e){let n=new URL(e,t);return n.protocol=n.protocol==="https:"?"wss:":"ws:",n.href}function H(t,e,n){return t.get(e)===n?!1:(t.set(e,n),!0)}function b(t){return typeof t!="object"||t===null?null:typeof t.type=="string"?t:null}var d=class extends Error{constructor(n,o,r=null){super(n);this.cure=o;this.code=r}cure;code},le=1500,ce=15e3;function P(t,e,n){return new Promise((o,r)=>{let s=[setTimeout(()=>e("waiting for the kernel"),le),setTimeout(()=>e("no answer from the kernel: was it started anew? Run this cell again"),ce)],a=()=>{for(let h of s)clearTimeout(h);t.off("msg:custom",u)},u=h=>{let p=b(h);p?.type==="credentials"&&(a(),typeof p.error=="string"?r(new d(p.error,String(p.cure??""))):o(de(p)))};n.addEventListener("abort",()=>{a(),r(n.reason)}),t.on("msg:custom",u);try{t.send({type:"credentials"})}catch{a(),r(new d("The kernel that made this is gone, and its lab with it.","Run the cell with %load_ext voicelab, then this cell again."))}})}function de(t){let e=n=>typeof n=="string"&&n?n:null;return{port:typeof t.port=="number"?t.port:null,url:e(t.url),account_sid:e(t.account_sid),token:e(t.token),observe_token:e(t.observe_token)}}function ue(){return{origin:location.origin,config:document.getElementById("jupyter-config-data")?.textContent??null,bodyBaseUrl:document.body.dataset.baseUrl??null}}async function U(t){let e=[];for(let n of N(ue(),t))if(e.push(n),await he(n,t))return W(n),n;throw new d(`The lab does not answer${e.length?` at ${e.join(" or ")}`:""}.`,"Run the cell with %load_ext voicelab again. If that does not help, voicelab doctor says what stops it.")}async function he(t,e){let n=e.account_sid,r=new URL(t,location.href).origin===location.origin?e.token??e.observe_token:null,s=r?{"X-Twilio-Token":r}:{};try{let a=n?`?account_sid=${encodeURIComponent(n)}`:"",u=await fetch(`${t}health${a}`,{headers:s,signal:AbortSignal.timeout(4e3),cache:"no-store"});if(!u.ok)return!1;let h=await u.json();return!!h.voicelab&&(!n||h.account_sid===n)}catch{return!1}}async function j(t,e){try{let n=await fetch(`${t}lab/v1/tokens/renew`,{method:"POST",headers:{"Content-Type":"application/json"},body:JSON.stringify({token:e}),signal:AbortSignal.timeout(8e3)});if(!n.ok)return null;let o=await n.json();return typeof o.token=="string"?o.token:null}catch{return null}}function z(t){try{let e=(t.split(".")[1]??"").replaceAll("-","+").replaceAll("_","/"),n=JSON.parse(atob(e)),o=Number(n.exp)-Number(n.nbf);return o>0?o:null}catch{return null}}var q=300,pe=8e3,M=.5,ve=.1,w=class{constructor(e,n,o){this.base=e;this.token=n;this.hooks=o;this.#r(M)}base;token;hooks;#e=null;#n=!1;#t=!1;#o=q;#s;#l;#i=null;watch(e){this.#i=e,this.#e?this.#e.readyState===WebSocket.OPEN&&this.#a():this.#c()}close(){this.#t=!0,clearTimeout(this.#s),clearTimeout(this.#l),this.#e?.close(),this.#e=null}#r(e){clearTimeout(this.#l);let n=z(this.token);n!==null&&(this.#l=setTimeout(()=>{this.#d()},n*e*1e3))}async#d(){let e=await j(this.base,this.token);if(!this.#t){if(!e)return this.#r(ve);this.token=e,this.#n&&this.#e?.readyState===WebSocket.OPEN&&this.#e.send(JSON.stringify({renew:e})),this.hooks.renewed?.(e),this.#r(M)}}#a(){this.#i&&this.#e?.send(JSON.stringify({token:this.token,...this.#i}))}#c(){if(this.#t)return;let e=new WebSocket(O(this.base,"observe"));this.#e=e,this.#n=!1;let n=null;e.onopen=()=>this.#a(),e.onmessage=o=>{let r=fe(o.data);r&&(r.event==="hello"?(this.#o=q,this.#n||this.hooks.state?.(!0),this.#n=!0):r.event==="refused"?n=this.hooks.refused(typeof r.code=="number"?r.code:null,String(r.message)):r.event!=="renewed"&&this.hooks.event(r))},e.onclose=async()=>{if(this.#e===e){if(this.#e=null,this.#n&&this.hooks.state?.(!1),n){let o=await n;if(o===null)return;this.token=o,this.#r(M)}this.#s=setTimeout(()=>this.#c(),this.#o),this.#o=Math.min(pe,this.#o*2)}}}};function fe(t){if(typeof t!="string")return null;try{let e=JSON.parse(t);if(typeof e=="object"&&e!==null&&"event"in e)return e}catch{}return null}var ge=5e3,me=4e3,be=2e4,k=class{constructor(e,n,o){this.model=e;this.watch=n;this.hooks=o;e.on("msg:custom",this.#c),this.#r()}model;watch;hooks;trouble=null;waiting="looking for the lab";connected=!1;#e=null;#n="";#t="";#o=new AbortController;#s;close(){this.#i(),this.model.off("msg:custom",this.#c)}look(e){this.watch=e,this.#e?.watch(e)}dismissTrouble(){this.trouble=null,this.hooks.changed()}async act(e,n){try{let o=await this.#l(e,n);return this.trouble=null,this.hooks.changed(),o}catch(o){return this.trouble=o instanceof d?o:new d("The lab did not answer.","Try it again."),this.hooks.changed(),null}}async#l(e,n){if(!this.#n)throw new d("The lab was not found yet.","Wait a moment.");let o=()=>fetch(`${this.#n}lab/v1/${e}`,{method:"POST",headers:{"Content-Type":"application/json","X-Twilio-Token":this.#t},body:JSON.stringify(n),signal:AbortSignal.timeout(be)}),r=await o();r.status===401&&(this.#t=(await this.#a(this.#o.signal)).observe_token??"",r=await o());let s=await r.json().catch(()=>({}));if(r.ok)return s;throw new d(String(s.message??"The lab did not do it."),String(s.cure??""),typeof s.code=="number"?s.code:null)}#i(){this.#o.abort(new DOMException("closed","AbortError")),clearTimeout(this.#s),this.#e?.close(),this.#e=null,this.connected=!1}async#r(){this.#i(),this.#o=new AbortController;let e=this.#o.signal;try{let n=await this.#a(e);if(this.#t=n.observe_token??"",!this.#t)throw new d("The kernel gave no token.","Run the cell again.");if(this.#n=await U(n),e.aborted)return;this.#e=new w(this.#n,this.#t,{event:o=>this.hooks.event(o),refused:async()=>{let o=await this.#a(e).catch(()=>null);return o?.observe_token&&(this.#t=o.observe_token),o?.observe_token??null},renewed:o=>{this.#t=o},state:o=>this.#d(o)}),this.#e.watch(this.watch),this.trouble=null}catch(n){if(e.aborted)return;this.trouble=n instanceof d?n:new d(String(n),"Run the cell again."),this.waiting="not connected",this.#s=setTimeout(()=>{this.#r()},ge)}this.hooks.changed()}#d(e){this.connected=e,this.waiting=e?"":"the lab went away, looking for it",clearTimeout(this.#s),e||(this.#s=setTimeout(()=>{this.#r()},me)),this.hooks.changed()}#a(e){let n=o=>{this.waiting=o,this.hooks.changed()};return P(this.model,n,e)}#c=e=>{b(e)?.type==="moved"&&this.#r()}};function i(t,e={},...n){let o=document.createElement(t);for(let[r,s]of Object.entries(e))s==null||s===!1||(typeof s=="function"?o.addEventListener(r.slice(2),s):o.setAttribute(r,s===!0?"":String(s)));return o.append(...n),o}function I(t,e=16){let n=document.createElementNS("http://www.w3.org/2000/svg","svg");for(let[r,s]of Object.entries({viewBox:"0 0 24 24",width:e,height:e,fill:"currentColor","aria-hidden":"true"}))n.setAttribute(r,String(s));let o=document.createElementNS("http://www.w3.org/2000/svg","path");return o.setAttribute("d",t),n.append(o),n}function E(t,e){t.textContent!==e&&(t.textContent=e)}function y(t,e,n){let o=t.getRootNode(),r=o instanceof ShadowRoot?o:document.head,s=`voicelab-${e}`,a=r.querySelector(`style[data-voicelab="${s}"]`);a||(a=i("style",{"data-voicelab":s}),r.append(a)),a.textContent!==n&&(a.textContent=n)}var Q="M18.3 5.7 12 12l6.3 6.3-1.4 1.4L10.6 13.4 4.3 19.7l-1.4-1.4L9.2 12 2.9 5.7l1.4-1.4 6.3 6.3 6.3-6.3z";var x=class{constructor(e){this.dismiss=e}dismiss;root=i("div",{class:"vl-trouble",role:"alert",hidden:!0});#e=null;show(e){if(e===this.#e||(this.#e=e,this.root.hidden=!e,this.root.replaceChildren(),!e))return;let n=i("b",{},e.code?`${e.code} · ${e.message}`:e.message),o=i("button",{type:"button",class:"vl-icon vl-dismiss","aria-label":"Dismiss",onclick:this.dismiss},I(Q,12));this.root.append(i("p",{},n),o,i("p",{},e.cure))}},B=t=>t.replace(/^client:/,""),K=t=>t.stopPropagation();var F=`.vl-board {
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
`;function D(t){let e=Math.max(0,Math.floor(t)),n=r=>String(r).padStart(2,"0"),o=Math.floor(e/60);return o<60?`${o}:${n(e%60)}`:`${Math.floor(o/60)}:${n(o%60)}:${n(e%60)}`}var V=`/* What phones and boards have in common: the light, fields, what is wrong. */

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
`;function J(t,e){return(Array.isArray(t.queues)?t.queues:[]).map(o=>({name:String(o.queue),sid:String(o.queue_sid),averageWait:Number(o.average_wait)||0,members:(o.members??[]).map(r=>({callSid:String(r.call_sid),address:String(r.address),position:Number(r.position),since:e-(Number(r.waited)||0)}))}))}function G(t){let e=t.members.length;return e?`${e} waiting${t.averageWait?` · average ${t.averageWait} s`:""}`:"nobody waits"}function ye(t){return t.closest(".jupyter-widgets-disconnected")!==null}function X(t){return e=>{let{model:n,el:o}=e;return ye(o)?(o.innerHTML=n.get("standing"),()=>o.replaceChildren()):t(e)}}function xe(t){let e=t.match(/[\d.]+/g)?.map(Number);if(!e||e.length<3||e.length>3&&e[3]===0)return null;let[n=0,o=0,r=0]=e.map(s=>{let a=s/255;return a<=.04045?a/12.92:((a+.055)/1.055)**2.4});return .2126*n+.7152*o+.0722*r}function Te(t){let e=document.body.dataset.jpThemeLight;if(e==="true")return!1;if(e==="false"||document.body.classList.contains("vscode-dark"))return!0;if(document.body.classList.contains("vscode-light"))return!1;for(let n=t.parentElement;n;n=n.parentElement){let o=xe(getComputedStyle(n).backgroundColor);if(o!==null)return o<.2}return matchMedia("(prefers-color-scheme: dark)").matches}function Y(t,e){let n=()=>{let a=Te(t)?"dark":"light";t.dataset.vlTheme!==a&&(t.dataset.vlTheme=a,e())},o=new MutationObserver(()=>requestAnimationFrame(n)),r={attributes:!0,attributeFilter:["class","style","data-jp-theme-light","data-theme"]};o.observe(document.body,r),o.observe(document.documentElement,r);let s=matchMedia("(prefers-color-scheme: dark)");return s.addEventListener("change",n),requestAnimationFrame(n),()=>{o.disconnect(),s.removeEventListener("change",n)}}var Z=`/* VoiceLab's colours, type and shapes. They follow JupyterLab's theme variables where there are some, and the
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
`;function ee(t,e,n){let o=i("input",{class:"vl-field","aria-label":t,placeholder:e,autocomplete:"off"});return o.value=n,o}function Me({model:t,el:e}){y(e,"tokens",Z),y(e,"parts",V),y(e,"boards",F);let n=[],o=[],r=i("span",{class:"vl-status vl-soft vl-ellipsis",role:"status"}),s=ee("Who takes","alice, or a number",t.get("by"));s.addEventListener("change",()=>{H(t,"by",s.value.trim())&&t.save_changes()});let a=ee("Where to","a document, a number, client:bob",""),u=i("div",{}),h=new x(()=>f.dismissTrouble()),p=i("div",{class:"vl vl-card vl-board",role:"group","aria-label":"Queues","data-lm-suppress-shortcuts":"true",onkeydown:K},i("div",{class:"vl-board-top"},i("span",{class:"vl-dot","aria-hidden":"true"}),i("b",{},"Queues"),r),u,i("div",{class:"vl-fields"},i("label",{},"Who takes",s),i("label",{},"Where to",a)),h.root);e.append(p);let L=l=>{f.act("queues",l)};function te(l){let v=l.members.map(m=>{let C=i("span",{class:"vl-waited"});o.push({since:m.since,timer:C});let _=B(m.address);return i("li",{},i("div",{class:"vl-person",role:"group","aria-label":_},i("span",{class:"vl-place"},String(m.position)),i("b",{class:"vl-ellipsis",title:m.address},_),C,i("span",{class:"vl-buttons"},i("button",{type:"button","data-key":`dequeue ${m.callSid}`,onclick:()=>{if(!a.value.trim())return a.focus();L({queue:l.name,do:"dequeue",call_sid:m.callSid,what:a.value.trim()})}},"Dequeue"))))}),g=i("button",{type:"button",class:"vl-go","data-key":`take ${l.sid}`,onclick:()=>L({queue:l.name,do:"take",by:s.value.trim()})},"Take");return g.disabled=!l.members.length,i("section",{"aria-label":`Queue ${l.name}`},i("div",{class:"vl-queue-top"},i("b",{class:"vl-ellipsis"},l.name),i("span",{class:"vl-soft"},G(l)),g),i("ol",{class:"vl-people"},...v))}function R(){let l=performance.now()/1e3;for(let{since:v,timer:g}of o)E(g,D(l-v))}function A(){let l=document.activeElement?.dataset?.key,v=l&&u.contains(document.activeElement)?l:null;o=[],u.replaceChildren(...n.map(te)),v&&(u.querySelector(`[data-key="${v}"]:enabled`)??s).focus({preventScroll:!0}),T()}function T(){let l=n.reduce((v,g)=>v+g.members.length,0);E(r,f.waiting||(n.length?`${l||"nobody"} waiting`:"nobody waits; <Enqueue> makes a queue")),p.dataset.status=f.connected?l?"in-progress":"none":"away",h.show(f.trouble),R()}let f=new k(t,{calls:[],history:!1,envelope:!1,queues:!0},{event:l=>{l.event==="queues"&&(n=J(l,performance.now()/1e3),A())},changed:()=>{!f.connected&&n.length&&(n=[],A()),T()}}),ne=setInterval(R,500),oe=Y(p,()=>{});return T(),()=>{clearInterval(ne),oe(),f.close()}}var At={render:X(Me)};export{At as default};
