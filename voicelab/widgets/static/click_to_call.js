var A=new Set;function J(e){let t=new URL(e);t.protocol==="http:"?A.add(t.host):A.delete(t.host)}var Qt=window.WebSocket;function bt(e){let t="/",n=wt(e.config);typeof n.baseUrl=="string"?t=n.baseUrl:e.bodyBaseUrl&&(t=e.bodyBaseUrl);let o=new URL(t,`${e.origin}/`);return o.href.endsWith("/")?o.href:`${o.href}/`}function wt(e){if(!e)return{};try{let t=JSON.parse(e);return typeof t=="object"&&t!==null?t:{}}catch{return{}}}function C(e){return e==="localhost"||e==="[::1]"||/^127(\.\d+){3}$/.test(e)}function z(e,t){let n=[];return t.url&&!C(new URL(t.url).hostname)&&n.push(xt(t.url)),t.port&&(e.origin.startsWith("http")&&n.push(`${bt(e)}proxy/${t.port}/`),(e.origin==="null"||kt(e)||C(D(e.origin)))&&n.push(`http://127.0.0.1:${t.port}/`)),n}function kt(e){return e.origin.startsWith("vscode-webview:")}function I(e){return e.config!==null||e.bodyBaseUrl!==null||C(D(e.origin))?"Run the cell with %load_ext voicelab again. If that does not help, voicelab doctor says what stops it.":"This page is no Jupyter's, and the lab is on the kernel's machine. Open the notebook in JupyterLab, in a browser; here lab.caller(...) places calls, and call.plot() and call.audio() show them."}function D(e){try{return new URL(e).hostname}catch{return""}}function xt(e){return e.endsWith("/")?e:`${e}/`}function F(e,t){let n=new URL(t,e);return n.protocol=n.protocol==="https:"?"wss:":"ws:",n.href}function O(e,t,n){return e.get(t)===n?!1:(e.set(t,n),!0)}function S(e){return typeof e!="object"||e===null?null:typeof e.type=="string"?e:null}var p=class extends Error{constructor(n,o,r=null){super(n);this.cure=o;this.code=r}cure;code},yt=1500,B=15e3;function q(e,t,n){return new Promise((o,r)=>{let s=setTimeout(()=>t("waiting for the kernel"),yt),i=setTimeout(f,B),l=()=>{clearTimeout(s),clearTimeout(i),e.off("msg:custom",u),n.removeEventListener("abort",v)},v=()=>{l(),r(n.reason)},u=k=>{let c=S(k);c?.type==="credentials"&&(l(),typeof c.error=="string"?r(new p(c.error,String(c.cure??""))):o(St(c)))};if(n.aborted){v();return}n.addEventListener("abort",v),e.on("msg:custom",u),m();function f(){t("no answer from the kernel: was it started anew? Run this cell again"),i=setTimeout(f,B),m()}function m(){try{e.send({type:"credentials"})}catch{l(),r(new p("The kernel that made this is gone, and its lab with it.","Run the cell with %load_ext voicelab, then this cell again."))}}})}function St(e){let t=n=>typeof n=="string"&&n?n:null;return{port:typeof e.port=="number"?e.port:null,url:t(e.url),account_sid:t(e.account_sid),token:t(e.token),observe_token:t(e.observe_token)}}function K(){return{origin:location.origin,config:document.getElementById("jupyter-config-data")?.textContent??null,bodyBaseUrl:document.body.dataset.baseUrl??null}}async function V(e){let t=[];for(let n of z(K(),e))if(t.push(n),await Tt(n,e))return J(n),n;throw new p(`The lab does not answer${t.length?` at ${t.join(" or ")}`:""}.`,I(K()))}async function Tt(e,t){let n=t.account_sid,o=n?`?account_sid=${encodeURIComponent(n)}`:"",r=await Et(e,o,t.token??t.observe_token);return!!r?.voicelab&&(!n||r?.account_sid===n)}async function Et(e,t,n){let r=new URL(e,location.href).origin===location.origin&&n?{"X-Twilio-Token":n}:{};try{let s=AbortSignal.timeout(4e3),i=await fetch(`${e}health${t}`,{headers:r,signal:s,cache:"no-store"});return i.ok?await i.json():null}catch{return null}}async function G(e,t){try{let n=await fetch(`${e}lab/v1/tokens/renew`,{method:"POST",headers:{"Content-Type":"application/json"},body:JSON.stringify({token:t}),signal:AbortSignal.timeout(8e3)});if(!n.ok)return null;let o=await n.json();return typeof o.token=="string"?o.token:null}catch{return null}}function Y(e){try{let t=(e.split(".")[1]??"").replaceAll("-","+").replaceAll("_","/"),n=JSON.parse(atob(t)),o=Number(n.exp)-Number(n.nbf);return o>0?o:null}catch{return null}}var X=300,Mt=8e3,N=.5,Rt=.1,E=class{constructor(t,n,o){this.base=t;this.token=n;this.hooks=o;this.#r(N)}base;token;hooks;#t=null;#e=!1;#n=!1;#o=X;#s;#l;#i=null;watch(t){this.#i=t,this.#t?this.#t.readyState===WebSocket.OPEN&&this.#a():this.#c()}close(){this.#n=!0,clearTimeout(this.#s),clearTimeout(this.#l),this.#t?.close(),this.#t=null}#r(t){clearTimeout(this.#l);let n=Y(this.token);n!==null&&(this.#l=setTimeout(()=>{this.#d()},n*t*1e3))}async#d(){let t=await G(this.base,this.token);if(!this.#n){if(!t)return this.#r(Rt);this.token=t,this.#e&&this.#t?.readyState===WebSocket.OPEN&&this.#t.send(JSON.stringify({renew:t})),this.hooks.renewed?.(t),this.#r(N)}}#a(){this.#i&&this.#t?.send(JSON.stringify({token:this.token,...this.#i}))}#c(){if(this.#n)return;let t=new WebSocket(F(this.base,"observe"));this.#t=t,this.#e=!1;let n=null;t.onopen=()=>this.#a(),t.onmessage=o=>{let r=Lt(o.data);r&&(r.event==="hello"?(this.#o=X,this.#e||this.hooks.state?.(!0),this.#e=!0):r.event==="refused"?n=this.hooks.refused(typeof r.code=="number"?r.code:null,String(r.message)):r.event!=="renewed"&&this.hooks.event(r))},t.onclose=async()=>{if(this.#t===t){if(this.#t=null,this.#e&&this.hooks.state?.(!1),n){let o=await n;if(o===null)return;this.token=o,this.#r(N)}this.#s=setTimeout(()=>this.#c(),this.#o),this.#o=Math.min(Mt,this.#o*2)}}}};function Lt(e){if(typeof e!="string")return null;try{let t=JSON.parse(e);if(typeof t=="object"&&t!==null&&"event"in t)return t}catch{}return null}var _t=5e3,At=4e3,Ct=2e4,Ot=[20404,21220],M=class{constructor(t,n,o){this.model=t;this.watch=n;this.hooks=o;t.on("msg:custom",this.#u),this.#r()}model;watch;hooks;trouble=null;waiting="looking for the lab";connected=!1;#t=null;#e="";#n="";#o=new AbortController;#s;close(){this.#i(),this.model.off("msg:custom",this.#u)}look(t){this.watch=t,this.#t?.watch(t)}dismissTrouble(){this.trouble=null,this.hooks.changed()}async act(t,n,o=!1){try{let r=await this.#l(t,n);return this.trouble=null,this.hooks.changed(),r}catch(r){let s=r instanceof p?r:new p("The lab did not answer.","Try it again.");return this.trouble=o&&Ot.includes(s.code)?null:s,this.hooks.changed(),null}}async#l(t,n){if(!this.#e)throw new p("The lab was not found yet.","Wait a moment.");let o=()=>fetch(`${this.#e}lab/v1/${t}`,{method:"POST",headers:{"Content-Type":"application/json","X-Twilio-Token":this.#n},body:JSON.stringify(n),signal:AbortSignal.timeout(Ct)}),r=await o();r.status===401&&(this.#n=(await this.#a(this.#o.signal)).observe_token??"",r=await o());let s=await r.json().catch(()=>({}));if(r.ok)return s;throw new p(String(s.message??"The lab did not do it."),String(s.cure??""),typeof s.code=="number"?s.code:null)}#i(){this.#o.abort(new DOMException("closed","AbortError")),clearTimeout(this.#s),this.#t?.close(),this.#t=null,this.connected=!1}async#r(){this.#i(),this.#o=new AbortController;let t=this.#o.signal;try{let n=await this.#a(t),o=n.observe_token;if(!o)throw new p("The kernel gave no token.","Run the cell again.");let r=await V(n);if(t.aborted)return;this.#n=o,this.#e=r,this.#t=new E(this.#e,this.#n,{event:s=>this.hooks.event(s),refused:async(s,i)=>{let l=(await this.#a(t).catch(()=>null))?.observe_token??null;return t.aborted?null:(l?this.#n=l:this.#c(new p(i,"Run the cell again.",s)),l)},renewed:s=>{this.#n=s},state:s=>this.#d(s)}),this.#t.watch(this.watch),this.trouble=null}catch(n){if(t.aborted)return;this.#c(n instanceof p?n:new p(String(n),"Run the cell again.")),this.#s=setTimeout(()=>{this.#r()},_t)}this.hooks.changed()}#d(t){this.connected=t,this.waiting=t?"":"the lab went away, looking for it",clearTimeout(this.#s),t||(this.#s=setTimeout(()=>{this.#r()},At)),this.hooks.changed()}#a(t){let n=o=>{this.waiting=o,this.hooks.changed()};return q(this.model,n,t)}#c(t){this.trouble=t,this.waiting="not connected",this.hooks.changed()}#u=t=>{S(t)?.type==="moved"&&this.#r()}};var j=e=>e.replace(/^client:/,"");function Q(e){e.stopPropagation(),e.repeat&&e.key==="Enter"&&e.target.closest("button")&&e.preventDefault()}var H=e=>t=>{t.detail<=1&&e()};var Z=`.vl-board {
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
`;var T=class{constructor(t){this.sid=t}sid;agentStatus="queued";customerStatus="";over=!1;reason="";#t="";hear(t){if(t.event==="call-created"&&t.parent_call_sid===this.sid)return this.#t=String(t.call_sid),this.customerStatus=String(t.status),!0;let n=t.call_sid===this.sid;return!n&&t.call_sid!==this.#t?!1:((t.event==="call-status-changed"||t.event==="call-ended")&&(n?this.agentStatus=String(t.status):this.customerStatus=String(t.status)),t.event==="call-ended"&&n&&(this.over=!0,this.reason=String(t.reason??"")),!0)}lost(){this.over||(this.over=!0,this.reason="the lab was started anew")}get talking(){return!this.over&&this.agentStatus==="in-progress"&&this.customerStatus==="in-progress"}};function $(e,t){switch(t){case"busy":return`${e} is busy`;case"no-answer":return`${e} did not answer`;case"failed":return`${e} could not be reached`;case"canceled":return`hung up before ${e} answered`;default:return null}}function tt(e,t,n){return e.over?$(t,e.agentStatus)??$(n,e.customerStatus)??`the call has ended${e.reason?` · ${e.reason}`:""}`:e.agentStatus!=="in-progress"?`ringing ${t}`:e.talking?`${t} and ${n} are talking`:$(n,e.customerStatus)??`${t} answered, ringing ${n}`}function a(e,t={},...n){let o=document.createElement(e);for(let[r,s]of Object.entries(t))s==null||s===!1||(typeof s=="function"?o.addEventListener(r.slice(2),s):o.setAttribute(r,s===!0?"":String(s)));return o.append(...n),o}function R(e,t=16){let n=document.createElementNS("http://www.w3.org/2000/svg","svg");for(let[r,s]of Object.entries({viewBox:"0 0 24 24",width:t,height:t,fill:"currentColor","aria-hidden":"true"}))n.setAttribute(r,String(s));let o=document.createElementNS("http://www.w3.org/2000/svg","path");return o.setAttribute("d",e),n.append(o),n}function et(e,t){e.textContent!==t&&(e.textContent=t)}function L(e,t,n){let o=e.getRootNode(),r=o instanceof ShadowRoot?o:document.head,s=`voicelab-${t}`,i=r.querySelector(`style[data-voicelab="${s}"]`);i||(i=a("style",{"data-voicelab":s}),r.append(i)),i.textContent!==n&&(i.textContent=n)}var nt="M6.6 10.8c1.4 2.8 3.8 5.1 6.6 6.6l2.2-2.2c.3-.3.7-.4 1-.2 1.1.4 2.3.6 3.6.6.6 0 1 .4 1 1V20c0 .6-.4 1-1 1C10.6 21 3 13.4 3 4c0-.6.4-1 1-1h3.5c.6 0 1 .4 1 1 0 1.2.2 2.4.6 3.6.1.3 0 .7-.2 1z";var ot="M18.3 5.7 12 12l6.3 6.3-1.4 1.4L10.6 13.4 4.3 19.7l-1.4-1.4L9.2 12 2.9 5.7l1.4-1.4 6.3 6.3 6.3-6.3z";var rt=`/* What phones and boards have in common: the light, fields, what is wrong. */

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
`;var P="application/vnd.jupyter.widget-state+json",it="application/vnd.jupyter.widget-view+json",Ht="text/html",at="application/vnd.voicelab.widget+json",lt="voicelab-stand-in";function $t(e){let t=e.metadata?.widgets,n=t?.[P]?.state??{},o=Pt(n,e),r=!1,s=e.cells.map(m=>{let k=m.outputs?.map(c=>{let x=ct(c),b=Number(x?.model_id);return!x||!c.data||!(at in c.data)||!Number.isSafeInteger(b)||b<1?c:(r=!0,o[String(b)]=Ut(c.data[Ht]),{...c,data:{...c.data,[it]:{...x,model_id:b}}})});return k?{...m,outputs:k}:m});if(!r&&Object.keys(o).length===Object.keys(n).length)return e;let{widgets:i,...l}=e.metadata??{},{[P]:v,...u}=t??{},f=Object.keys(o).length?{...u,[P]:{version_major:2,version_minor:0,...v,state:o}}:u;return{...e,cells:s,metadata:Object.keys(f).length?{...l,widgets:f}:l}}function Pt(e,t){let n=new Set,o=new Set;for(let s of t.cells.flatMap(i=>i.outputs??[])){let i=ct(s)?.model_id;i&&dt(String(i),e,s.data&&at in s.data?n:o)}let r=Object.entries(e).filter(([s,i])=>(!n.has(s)||o.has(s))&&!Wt(i));return Object.fromEntries(r)}function ct(e){return e.data?.[it]}function dt(e,t,n){if(!(n.has(e)||!(e in t))){n.add(e);for(let[,o]of JSON.stringify(t[e]).matchAll(/"IPY_MODEL_([^"]+)"/g))o&&dt(o,t,n)}}function Ut(e){return{model_name:"HTMLModel",model_module:"@jupyter-widgets/controls",model_module_version:"2.0.0",state:{_dom_classes:[lt],value:Array.isArray(e)?e.join(""):String(e??"")}}}function Wt(e){let t=e.state?._dom_classes;return Array.isArray(t)&&t.includes(lt)}var st=Symbol.for("voicelab.saved-with-stand-ins");function ut(e){if(e[st])return;e[st]=!0;let t=e.toJSON.bind(e);e.toJSON=()=>$t(t())}function Jt(e){return e.closest(".jupyter-widgets-disconnected")!==null}function zt(e){return t=>{let{model:n,el:o}=t;return Jt(o)?(o.innerHTML=n.get("standing"),()=>o.replaceChildren()):e(t)}}function ht(e){return{initialize:It(e.initialize),render:zt(e.render)}}function It(e){return t=>{let o=t.model.widget_manager?.context?.model;return typeof o?.toJSON=="function"&&ut(o),e?.(t)}}function Dt(e){let t=e.match(/[\d.]+/g)?.map(Number);if(!t||t.length<3||t.length>3&&t[3]===0)return null;let[n=0,o=0,r=0]=t.map(s=>{let i=s/255;return i<=.04045?i/12.92:((i+.055)/1.055)**2.4});return .2126*n+.7152*o+.0722*r}function Ft(e){let t=document.body.dataset.jpThemeLight;if(t==="true")return!1;if(t==="false"||document.body.classList.contains("vscode-dark"))return!0;if(document.body.classList.contains("vscode-light"))return!1;for(let n=e.parentElement;n;n=n.parentElement){let o=Dt(getComputedStyle(n).backgroundColor);if(o!==null)return o<.2}return matchMedia("(prefers-color-scheme: dark)").matches}function pt(e,t){let n=()=>{let i=Ft(e)?"dark":"light";e.dataset.vlTheme!==i&&(e.dataset.vlTheme=i,t())},o=new MutationObserver(()=>requestAnimationFrame(n)),r={attributes:!0,attributeFilter:["class","style","data-jp-theme-light","data-theme"]};o.observe(document.body,r),o.observe(document.documentElement,r);let s=matchMedia("(prefers-color-scheme: dark)");return s.addEventListener("change",n),requestAnimationFrame(n),()=>{o.disconnect(),s.removeEventListener("change",n)}}var ft=`/* VoiceLab's colours, type and shapes. They follow JupyterLab's theme variables where there are some, and the
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
`;var _=class{constructor(t){this.dismiss=t}dismiss;root=a("div",{class:"vl-trouble",role:"alert",hidden:!0});#t="";show(t,n=[]){let{message:o="",cure:r="",code:s=null}=t??{},i=t?[s,o,r,...n.map(({words:u})=>u)].join(`
`):"";if(i===this.#t||(this.#t=i,this.root.hidden=!t,this.root.replaceChildren(),!t))return;let l=a("button",{type:"button",class:"vl-icon vl-dismiss","aria-label":"Dismiss",onclick:()=>this.dismiss()},R(ot,12));if(this.root.append(a("p",{},a("b",{},s?`${s} · ${o}`:o)),l),r&&this.root.append(a("p",{},r)),!n.length)return;let v=n.map(({words:u,run:f})=>a("button",{type:"button",onclick:f},u));this.root.append(a("p",{class:"vl-remedies"},...v))}};var vt=e=>({calls:e?[e.sid]:[],history:e!==null,envelope:!1,dialled:!0});function Kt({model:e,el:t}){L(t,"tokens",ft),L(t,"parts",rt),L(t,"boards",Z);let n=j(e.get("customer")),o=j(e.get("agent")),r=["queued","ringing","in-progress"].includes(e.get("status"))?new T(e.get("call_sid")):null,s=!1,i=!1,l=!1,v=!1,u=a("button",{type:"button",class:"vl-go vl-click",onclick:H(()=>{b()})},R(nt),`Call ${n}`),f=a("button",{type:"button",class:"vl-stop",hidden:!0,onclick:H(()=>{U()})},"Hang up"),m=a("span",{class:"vl-dot","aria-hidden":"true"}),k=a("span",{class:"vl-status vl-soft",role:"status"}),c=new _(()=>h.dismissTrouble()),x=a("div",{class:"vl vl-card vl-board",role:"group","aria-label":`Click to call ${n}`,"data-lm-suppress-shortcuts":"true",onkeydown:Q},a("div",{class:"vl-board-top vl-click-top"},a("span",{class:"vl-click-buttons"},u,f),m,k),c.root);t.append(x);async function b(){if(s||r&&!r.over)return;s=!0,l=document.activeElement===u,y();let w=await h.act("click-to-call",{});s=!1,w&&(r=new T(String(w.sid)),h.look(vt(r))),y()}async function U(){!r||r.over||i||(i=!0,y(),await h.act(`click-to-call/${encodeURIComponent(r.sid)}/hang-up`,{}),i=!1,y())}function y(){let w=s||r!==null&&!r.over;u.disabled=w||!h.connected;let g=r!==null&&!r.over,mt=document.activeElement;f.hidden=!g,f.disabled=!h.connected,g&&l?(f.focus({preventScroll:!0}),l=!1):!g&&mt===f&&u.focus({preventScroll:!0}),x.dataset.status=h.connected?r?.talking?"in-progress":s||g?"init":"none":"away",et(k,s?"asking the lab":g&&h.waiting?h.waiting:r?tt(r,o,n):h.waiting||`${o} rings first`),c.show(h.trouble),[O(e,"call_sid",r?.sid??""),O(e,"status",r?.agentStatus??"")].includes(!0)&&e.save_changes()}let h=new M(e,vt(r),{event:w=>{r?.hear(w)&&y()},changed:()=>{v&&h.connected&&(v=!1,b()),y()}}),W=w=>{let g=S(w)?.type;g==="moved"&&r?.lost(),g==="hang-up"&&(v=!1,U()),g==="click"&&(h.connected?b():v=!0)};e.on("msg:custom",W);let gt=pt(x,()=>{});return y(),()=>{e.off("msg:custom",W),gt(),h.close()}}var en=ht({render:Kt});export{en as default};
