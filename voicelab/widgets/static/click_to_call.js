var T=new Set;function A(e){let t=new URL(e);t.protocol==="http:"?T.add(t.host):T.delete(t.host)}var St=window.WebSocket;function X(e){let t="/",n=Y(e.config);typeof n.baseUrl=="string"?t=n.baseUrl:e.bodyBaseUrl&&(t=e.bodyBaseUrl);let o=new URL(t,`${e.origin}/`);return o.href.endsWith("/")?o.href:`${o.href}/`}function Y(e){if(!e)return{};try{let t=JSON.parse(e);return typeof t=="object"&&t!==null?t:{}}catch{return{}}}function _(e){return e==="localhost"||e==="[::1]"||/^127(\.\d+){3}$/.test(e)}function $(e,t){let n=[];return t.url&&!_(new URL(t.url).hostname)&&n.push(Z(t.url)),t.port&&(e.origin.startsWith("http")&&n.push(`${X(e)}proxy/${t.port}/`),(e.origin==="null"||_(Q(e.origin)))&&n.push(`http://127.0.0.1:${t.port}/`)),n}function Q(e){try{return new URL(e).hostname}catch{return""}}function Z(e){return e.endsWith("/")?e:`${e}/`}function O(e,t){let n=new URL(t,e);return n.protocol=n.protocol==="https:"?"wss:":"ws:",n.href}function M(e,t,n){return e.get(t)===n?!1:(e.set(t,n),!0)}function v(e){return typeof e!="object"||e===null?null:typeof e.type=="string"?e:null}var a=class extends Error{constructor(n,o,r=null){super(n);this.cure=o;this.code=r}cure;code},tt=1500,et=15e3;function N(e,t,n){return new Promise((o,r)=>{let s=[setTimeout(()=>t("waiting for the kernel"),tt),setTimeout(()=>t("no answer from the kernel: was it started anew? Run this cell again"),et)],i=()=>{for(let d of s)clearTimeout(d);e.off("msg:custom",h)},h=d=>{let f=v(d);f?.type==="credentials"&&(i(),typeof f.error=="string"?r(new a(f.error,String(f.cure??""))):o(nt(f)))};n.addEventListener("abort",()=>{i(),r(n.reason)}),e.on("msg:custom",h);try{e.send({type:"credentials"})}catch{i(),r(new a("The kernel that made this is gone, and its lab with it.","Run the cell with %load_ext voicelab, then this cell again."))}})}function nt(e){let t=n=>typeof n=="string"&&n?n:null;return{port:typeof e.port=="number"?e.port:null,url:t(e.url),account_sid:t(e.account_sid),token:t(e.token),observe_token:t(e.observe_token)}}function ot(){return{origin:location.origin,config:document.getElementById("jupyter-config-data")?.textContent??null,bodyBaseUrl:document.body.dataset.baseUrl??null}}async function P(e){let t=[];for(let n of $(ot(),e))if(t.push(n),await rt(n,e))return A(n),n;throw new a(`The lab does not answer${t.length?` at ${t.join(" or ")}`:""}.`,"Run the cell with %load_ext voicelab again. If that does not help, voicelab doctor says what stops it.")}async function rt(e,t){let n=t.account_sid,r=new URL(e,location.href).origin===location.origin?t.token??t.observe_token:null,s=r?{"X-Twilio-Token":r}:{};try{let i=n?`?account_sid=${encodeURIComponent(n)}`:"",h=await fetch(`${e}health${i}`,{headers:s,signal:AbortSignal.timeout(4e3),cache:"no-store"});if(!h.ok)return!1;let d=await h.json();return!!d.voicelab&&(!n||d.account_sid===n)}catch{return!1}}async function H(e,t){try{let n=await fetch(`${e}lab/v1/tokens/renew`,{method:"POST",headers:{"Content-Type":"application/json"},body:JSON.stringify({token:t}),signal:AbortSignal.timeout(8e3)});if(!n.ok)return null;let o=await n.json();return typeof o.token=="string"?o.token:null}catch{return null}}function U(e){try{let t=(e.split(".")[1]??"").replaceAll("-","+").replaceAll("_","/"),n=JSON.parse(atob(t)),o=Number(n.exp)-Number(n.nbf);return o>0?o:null}catch{return null}}var j=300,st=8e3,L=.5,it=.1,m=class{constructor(t,n,o){this.base=t;this.token=n;this.hooks=o;this.#r(L)}base;token;hooks;#t=null;#n=!1;#e=!1;#o=j;#s;#a;#i=null;watch(t){this.#i=t,this.#t?this.#t.readyState===WebSocket.OPEN&&this.#l():this.#c()}close(){this.#e=!0,clearTimeout(this.#s),clearTimeout(this.#a),this.#t?.close(),this.#t=null}#r(t){clearTimeout(this.#a);let n=U(this.token);n!==null&&(this.#a=setTimeout(()=>{this.#d()},n*t*1e3))}async#d(){let t=await H(this.base,this.token);if(!this.#e){if(!t)return this.#r(it);this.token=t,this.#n&&this.#t?.readyState===WebSocket.OPEN&&this.#t.send(JSON.stringify({renew:t})),this.hooks.renewed?.(t),this.#r(L)}}#l(){this.#i&&this.#t?.send(JSON.stringify({token:this.token,...this.#i}))}#c(){if(this.#e)return;let t=new WebSocket(O(this.base,"observe"));this.#t=t,this.#n=!1;let n=null;t.onopen=()=>this.#l(),t.onmessage=o=>{let r=lt(o.data);r&&(r.event==="hello"?(this.#o=j,this.#n||this.hooks.state?.(!0),this.#n=!0):r.event==="refused"?n=this.hooks.refused(typeof r.code=="number"?r.code:null,String(r.message)):r.event!=="renewed"&&this.hooks.event(r))},t.onclose=async()=>{if(this.#t===t){if(this.#t=null,this.#n&&this.hooks.state?.(!1),n){let o=await n;if(o===null)return;this.token=o,this.#r(L)}this.#s=setTimeout(()=>this.#c(),this.#o),this.#o=Math.min(st,this.#o*2)}}}};function lt(e){if(typeof e!="string")return null;try{let t=JSON.parse(e);if(typeof t=="object"&&t!==null&&"event"in t)return t}catch{}return null}var at=5e3,ct=4e3,dt=2e4,b=class{constructor(t,n,o){this.model=t;this.watch=n;this.hooks=o;t.on("msg:custom",this.#c),this.#r()}model;watch;hooks;trouble=null;waiting="looking for the lab";connected=!1;#t=null;#n="";#e="";#o=new AbortController;#s;close(){this.#i(),this.model.off("msg:custom",this.#c)}look(t){this.watch=t,this.#t?.watch(t)}dismissTrouble(){this.trouble=null,this.hooks.changed()}async act(t,n){try{let o=await this.#a(t,n);return this.trouble=null,this.hooks.changed(),o}catch(o){return this.trouble=o instanceof a?o:new a("The lab did not answer.","Try it again."),this.hooks.changed(),null}}async#a(t,n){if(!this.#n)throw new a("The lab was not found yet.","Wait a moment.");let o=()=>fetch(`${this.#n}lab/v1/${t}`,{method:"POST",headers:{"Content-Type":"application/json","X-Twilio-Token":this.#e},body:JSON.stringify(n),signal:AbortSignal.timeout(dt)}),r=await o();r.status===401&&(this.#e=(await this.#l(this.#o.signal)).observe_token??"",r=await o());let s=await r.json().catch(()=>({}));if(r.ok)return s;throw new a(String(s.message??"The lab did not do it."),String(s.cure??""),typeof s.code=="number"?s.code:null)}#i(){this.#o.abort(new DOMException("closed","AbortError")),clearTimeout(this.#s),this.#t?.close(),this.#t=null,this.connected=!1}async#r(){this.#i(),this.#o=new AbortController;let t=this.#o.signal;try{let n=await this.#l(t);if(this.#e=n.observe_token??"",!this.#e)throw new a("The kernel gave no token.","Run the cell again.");if(this.#n=await P(n),t.aborted)return;this.#t=new m(this.#n,this.#e,{event:o=>this.hooks.event(o),refused:async()=>{let o=await this.#l(t).catch(()=>null);return o?.observe_token&&(this.#e=o.observe_token),o?.observe_token??null},renewed:o=>{this.#e=o},state:o=>this.#d(o)}),this.#t.watch(this.watch),this.trouble=null}catch(n){if(t.aborted)return;this.trouble=n instanceof a?n:new a(String(n),"Run the cell again."),this.waiting="not connected",this.#s=setTimeout(()=>{this.#r()},at)}this.hooks.changed()}#d(t){this.connected=t,this.waiting=t?"":"the lab went away, looking for it",clearTimeout(this.#s),t||(this.#s=setTimeout(()=>{this.#r()},ct)),this.hooks.changed()}#l(t){let n=o=>{this.waiting=o,this.hooks.changed()};return N(this.model,n,t)}#c=t=>{v(t)?.type==="moved"&&this.#r()}};function c(e,t={},...n){let o=document.createElement(e);for(let[r,s]of Object.entries(t))s==null||s===!1||(typeof s=="function"?o.addEventListener(r.slice(2),s):o.setAttribute(r,s===!0?"":String(s)));return o.append(...n),o}function w(e,t=16){let n=document.createElementNS("http://www.w3.org/2000/svg","svg");for(let[r,s]of Object.entries({viewBox:"0 0 24 24",width:t,height:t,fill:"currentColor","aria-hidden":"true"}))n.setAttribute(r,String(s));let o=document.createElementNS("http://www.w3.org/2000/svg","path");return o.setAttribute("d",e),n.append(o),n}function W(e,t){e.textContent!==t&&(e.textContent=t)}function k(e,t,n){let o=e.getRootNode(),r=o instanceof ShadowRoot?o:document.head,s=`voicelab-${t}`,i=r.querySelector(`style[data-voicelab="${s}"]`);i||(i=c("style",{"data-voicelab":s}),r.append(i)),i.textContent!==n&&(i.textContent=n)}var z="M6.6 10.8c1.4 2.8 3.8 5.1 6.6 6.6l2.2-2.2c.3-.3.7-.4 1-.2 1.1.4 2.3.6 3.6.6.6 0 1 .4 1 1V20c0 .6-.4 1-1 1C10.6 21 3 13.4 3 4c0-.6.4-1 1-1h3.5c.6 0 1 .4 1 1 0 1.2.2 2.4.6 3.6.1.3 0 .7-.2 1z";var K="M18.3 5.7 12 12l6.3 6.3-1.4 1.4L10.6 13.4 4.3 19.7l-1.4-1.4L9.2 12 2.9 5.7l1.4-1.4 6.3 6.3 6.3-6.3z";var x=class{constructor(t){this.dismiss=t}dismiss;root=c("div",{class:"vl-trouble",role:"alert",hidden:!0});#t=null;show(t){if(t===this.#t||(this.#t=t,this.root.hidden=!t,this.root.replaceChildren(),!t))return;let n=c("b",{},t.code?`${t.code} · ${t.message}`:t.message),o=c("button",{type:"button",class:"vl-icon vl-dismiss","aria-label":"Dismiss",onclick:this.dismiss},w(K,12));this.root.append(c("p",{},n),o,c("p",{},t.cure))}},E=e=>e.replace(/^client:/,""),B=e=>e.stopPropagation();var F=`.vl-board {
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
`;var y=class{constructor(t){this.sid=t}sid;agentStatus="queued";customerStatus="";over=!1;reason="";#t="";hear(t){if(t.event==="call-created"&&t.parent_call_sid===this.sid)return this.#t=String(t.call_sid),this.customerStatus=String(t.status),!0;let n=t.call_sid===this.sid;return!n&&t.call_sid!==this.#t?!1:((t.event==="call-status-changed"||t.event==="call-ended")&&(n?this.agentStatus=String(t.status):this.customerStatus=String(t.status)),t.event==="call-ended"&&n&&(this.over=!0,this.reason=String(t.reason??"")),!0)}};function I(e,t,n){return e.over?e.agentStatus!=="completed"?`${t}: ${e.agentStatus}`:["busy","no-answer","failed","canceled"].includes(e.customerStatus)?`${n}: ${e.customerStatus}`:"the call has ended":e.agentStatus!=="in-progress"?`ringing ${t}`:e.customerStatus==="in-progress"?`${t} and ${n} are talking`:`${t} answered, ringing ${n}`}var q=`/* What phones and boards have in common: the light, fields, what is wrong. */

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
`;function ft(e){return e.closest(".jupyter-widgets-disconnected")!==null}function D(e){return t=>{let{model:n,el:o}=t;return ft(o)?(o.innerHTML=n.get("standing"),()=>o.replaceChildren()):e(t)}}function pt(e){let t=e.match(/[\d.]+/g)?.map(Number);if(!t||t.length<3||t.length>3&&t[3]===0)return null;let[n=0,o=0,r=0]=t.map(s=>{let i=s/255;return i<=.04045?i/12.92:((i+.055)/1.055)**2.4});return .2126*n+.7152*o+.0722*r}function vt(e){let t=document.body.dataset.jpThemeLight;if(t==="true")return!1;if(t==="false"||document.body.classList.contains("vscode-dark"))return!0;if(document.body.classList.contains("vscode-light"))return!1;for(let n=e.parentElement;n;n=n.parentElement){let o=pt(getComputedStyle(n).backgroundColor);if(o!==null)return o<.2}return matchMedia("(prefers-color-scheme: dark)").matches}function J(e,t){let n=()=>{let i=vt(e)?"dark":"light";e.dataset.vlTheme!==i&&(e.dataset.vlTheme=i,t())},o=new MutationObserver(()=>requestAnimationFrame(n)),r={attributes:!0,attributeFilter:["class","style","data-jp-theme-light","data-theme"]};o.observe(document.body,r),o.observe(document.documentElement,r);let s=matchMedia("(prefers-color-scheme: dark)");return s.addEventListener("change",n),requestAnimationFrame(n),()=>{o.disconnect(),s.removeEventListener("change",n)}}var V=`/* VoiceLab's colours, type and shapes. They follow JupyterLab's theme variables where there are some, and the
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
`;function mt({model:e,el:t}){k(t,"tokens",V),k(t,"parts",q),k(t,"boards",F);let n=E(e.get("customer")),o=E(e.get("agent")),r=null,s=!1,i=!1,h=c("button",{type:"button",class:"vl-go vl-click",onclick:()=>{S()}},w(z),`Call ${n}`),d=c("span",{class:"vl-status vl-soft",role:"status"}),f=new x(()=>u.dismissTrouble()),C=c("div",{class:"vl vl-card vl-board",role:"group","aria-label":`Click to call ${n}`,"data-lm-suppress-shortcuts":"true",onkeydown:B},c("div",{class:"vl-board-top"},h,d),f.root);t.append(C);async function S(){if(s||r&&!r.over)return;s=!0,g();let p=await u.act("click-to-call",{});s=!1,p&&(r=new y(String(p.sid)),u.look({calls:"all",history:!0,envelope:!1})),g()}function g(){let p=s||r!==null&&!r.over;h.disabled=p||!u.connected,W(d,s?"asking the lab":r?I(r,o,n):u.waiting||`${o} rings first`),f.show(u.trouble),[M(e,"call_sid",r?.sid??""),M(e,"status",r?.agentStatus??"")].includes(!0)&&e.save_changes()}let u=new b(e,{calls:[],history:!1,envelope:!1},{event:p=>{r?.hear(p)&&g()},changed:()=>{i&&u.connected&&(i=!1,S()),g()}}),R=p=>{v(p)?.type==="click"&&(u.connected?S():i=!0)};e.on("msg:custom",R);let G=J(C,()=>{});return g(),()=>{e.off("msg:custom",R),G(),u.close()}}var ke={render:D(mt)};export{ke as default};
