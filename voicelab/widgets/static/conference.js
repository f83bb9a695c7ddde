var $=new Set;function K(e){let t=new URL(e);t.protocol==="http:"?$.add(t.host):$.delete(t.host)}var de=window.WebSocket;function Mt(e){let t="/",n=Rt(e.config);typeof n.baseUrl=="string"?t=n.baseUrl:e.bodyBaseUrl&&(t=e.bodyBaseUrl);let o=new URL(t,`${e.origin}/`);return o.href.endsWith("/")?o.href:`${o.href}/`}function Rt(e){if(!e)return{};try{let t=JSON.parse(e);return typeof t=="object"&&t!==null?t:{}}catch{return{}}}function U(e){return e==="localhost"||e==="[::1]"||/^127(\.\d+){3}$/.test(e)}function V(e,t){let n=[];return t.url&&!U(new URL(t.url).hostname)&&n.push(At(t.url)),t.port&&(e.origin.startsWith("http")&&n.push(`${Mt(e)}proxy/${t.port}/`),(e.origin==="null"||Lt(e)||U(G(e.origin)))&&n.push(`http://127.0.0.1:${t.port}/`)),n}function Lt(e){return e.origin.startsWith("vscode-webview:")}function q(e){return e.config!==null||e.bodyBaseUrl!==null||U(G(e.origin))?"Run the cell with %load_ext voicelab again. If that does not help, voicelab doctor says what stops it.":"This page is no Jupyter's, and the lab is on the kernel's machine. Open the notebook in JupyterLab, in a browser; here lab.caller(...) places calls, and call.plot() and call.audio() show them."}function G(e){try{return new URL(e).hostname}catch{return""}}function At(e){return e.endsWith("/")?e:`${e}/`}function Y(e,t){let n=new URL(t,e);return n.protocol=n.protocol==="https:"?"wss:":"ws:",n.href}function A(e){return typeof e!="object"||e===null?null:typeof e.type=="string"?e:null}var f=class extends Error{constructor(n,o,r=null){super(n);this.cure=o;this.code=r}cure;code},_t=1500,X=15e3;function Z(e,t,n){return new Promise((o,r)=>{let s=setTimeout(()=>t("waiting for the kernel"),_t),i=setTimeout(w,X),a=()=>{clearTimeout(s),clearTimeout(i),e.off("msg:custom",v),n.removeEventListener("abort",b)},b=()=>{a(),r(n.reason)},v=x=>{let c=A(x);c?.type==="credentials"&&(a(),typeof c.error=="string"?r(new f(c.error,String(c.cure??""))):o(Ot(c)))};if(n.aborted){b();return}n.addEventListener("abort",b),e.on("msg:custom",v),g();function w(){t("no answer from the kernel: was it started anew? Run this cell again"),i=setTimeout(w,X),g()}function g(){try{e.send({type:"credentials"})}catch{a(),r(new f("The kernel that made this is gone, and its lab with it.","Run the cell with %load_ext voicelab, then this cell again."))}}})}function Ot(e){let t=n=>typeof n=="string"&&n?n:null;return{port:typeof e.port=="number"?e.port:null,url:t(e.url),account_sid:t(e.account_sid),token:t(e.token),observe_token:t(e.observe_token)}}function Q(){return{origin:location.origin,config:document.getElementById("jupyter-config-data")?.textContent??null,bodyBaseUrl:document.body.dataset.baseUrl??null}}async function tt(e){let t=[];for(let n of V(Q(),e))if(t.push(n),await Nt(n,e))return K(n),n;throw new f(`The lab does not answer${t.length?` at ${t.join(" or ")}`:""}.`,q(Q()))}async function Nt(e,t){let n=t.account_sid,o=n?`?account_sid=${encodeURIComponent(n)}`:"",r=await Pt(e,o,t.token??t.observe_token);return!!r?.voicelab&&(!n||r?.account_sid===n)}async function Pt(e,t,n){let r=new URL(e,location.href).origin===location.origin&&n?{"X-Twilio-Token":n}:{};try{let s=AbortSignal.timeout(4e3),i=await fetch(`${e}health${t}`,{headers:r,signal:s,cache:"no-store"});return i.ok?await i.json():null}catch{return null}}async function et(e,t){try{let n=await fetch(`${e}lab/v1/tokens/renew`,{method:"POST",headers:{"Content-Type":"application/json"},body:JSON.stringify({token:t}),signal:AbortSignal.timeout(8e3)});if(!n.ok)return null;let o=await n.json();return typeof o.token=="string"?o.token:null}catch{return null}}function nt(e){try{let t=(e.split(".")[1]??"").replaceAll("-","+").replaceAll("_","/"),n=JSON.parse(atob(t)),o=Number(n.exp)-Number(n.nbf);return o>0?o:null}catch{return null}}var ot=300,Ct=8e3,I=.5,jt=.1,_=class{constructor(t,n,o){this.base=t;this.token=n;this.hooks=o;this.#i(I)}base;token;hooks;#t=null;#n=!1;#e=!1;#o=ot;#r;#l;#s=null;watch(t){this.#s=t,this.#t?this.#t.readyState===WebSocket.OPEN&&this.#d():this.#c()}close(){this.#e=!0,clearTimeout(this.#r),clearTimeout(this.#l),this.#t?.close(),this.#t=null}#i(t){clearTimeout(this.#l);let n=nt(this.token);n!==null&&(this.#l=setTimeout(()=>{this.#a()},n*t*1e3))}async#a(){let t=await et(this.base,this.token);if(!this.#e){if(!t)return this.#i(jt);this.token=t,this.#n&&this.#t?.readyState===WebSocket.OPEN&&this.#t.send(JSON.stringify({renew:t})),this.hooks.renewed?.(t),this.#i(I)}}#d(){this.#s&&this.#t?.send(JSON.stringify({token:this.token,...this.#s}))}#c(){if(this.#e)return;let t=new WebSocket(Y(this.base,"observe"));this.#t=t,this.#n=!1;let n=null;t.onopen=()=>this.#d(),t.onmessage=o=>{let r=Ht(o.data);r&&(r.event==="hello"?(this.#o=ot,this.#n||this.hooks.state?.(!0),this.#n=!0):r.event==="refused"?n=this.hooks.refused(typeof r.code=="number"?r.code:null,String(r.message)):r.event!=="renewed"&&this.hooks.event(r))},t.onclose=async()=>{if(this.#t===t){if(this.#t=null,this.#n&&this.hooks.state?.(!1),n){let o=await n;if(o===null)return;this.token=o,this.#i(I)}this.#r=setTimeout(()=>this.#c(),this.#o),this.#o=Math.min(Ct,this.#o*2)}}}};function Ht(e){if(typeof e!="string")return null;try{let t=JSON.parse(e);if(typeof t=="object"&&t!==null&&"event"in t)return t}catch{}return null}var $t=5e3,Ut=4e3,It=2e4,Wt=[20404,21220],O=class{constructor(t,n,o){this.model=t;this.watch=n;this.hooks=o;t.on("msg:custom",this.#u),this.#i()}model;watch;hooks;trouble=null;waiting="looking for the lab";connected=!1;#t=null;#n="";#e="";#o=new AbortController;#r;close(){this.#s(),this.model.off("msg:custom",this.#u)}look(t){this.watch=t,this.#t?.watch(t)}dismissTrouble(){this.trouble=null,this.hooks.changed()}async act(t,n,o=!1){try{let r=await this.#l(t,n);return this.trouble=null,this.hooks.changed(),r}catch(r){let s=r instanceof f?r:new f("The lab did not answer.","Try it again.");return this.trouble=o&&Wt.includes(s.code)?null:s,this.hooks.changed(),null}}async#l(t,n){if(!this.#n)throw new f("The lab was not found yet.","Wait a moment.");let o=()=>fetch(`${this.#n}lab/v1/${t}`,{method:"POST",headers:{"Content-Type":"application/json","X-Twilio-Token":this.#e},body:JSON.stringify(n),signal:AbortSignal.timeout(It)}),r=await o();r.status===401&&(this.#e=(await this.#d(this.#o.signal)).observe_token??"",r=await o());let s=await r.json().catch(()=>({}));if(r.ok)return s;throw new f(String(s.message??"The lab did not do it."),String(s.cure??""),typeof s.code=="number"?s.code:null)}#s(){this.#o.abort(new DOMException("closed","AbortError")),clearTimeout(this.#r),this.#t?.close(),this.#t=null,this.connected=!1}async#i(){this.#s(),this.#o=new AbortController;let t=this.#o.signal;try{let n=await this.#d(t),o=n.observe_token;if(!o)throw new f("The kernel gave no token.","Run the cell again.");let r=await tt(n);if(t.aborted)return;this.#e=o,this.#n=r,this.#t=new _(this.#n,this.#e,{event:s=>this.hooks.event(s),refused:async(s,i)=>{let a=(await this.#d(t).catch(()=>null))?.observe_token??null;return t.aborted?null:(a?this.#e=a:this.#c(new f(i,"Run the cell again.",s)),a)},renewed:s=>{this.#e=s},state:s=>this.#a(s)}),this.#t.watch(this.watch),this.trouble=null}catch(n){if(t.aborted)return;this.#c(n instanceof f?n:new f(String(n),"Run the cell again.")),this.#r=setTimeout(()=>{this.#i()},$t)}this.hooks.changed()}#a(t){this.connected=t,this.waiting=t?"":"the lab went away, looking for it",clearTimeout(this.#r),t||(this.#r=setTimeout(()=>{this.#i()},Ut)),this.hooks.changed()}#d(t){let n=o=>{this.waiting=o,this.hooks.changed()};return Z(this.model,n,t)}#c(t){this.trouble=t,this.waiting="not connected",this.hooks.changed()}#u=t=>{A(t)?.type==="moved"&&this.#i()}};var M=e=>e.replace(/^client:/,"");function rt(e){e.stopPropagation(),e.repeat&&e.key==="Enter"&&e.target.closest("button")&&e.preventDefault()}var W=e=>t=>{t.detail<=1&&e()};function st(e){let t=document.activeElement;return!(t instanceof HTMLElement)||!e.contains(t)?()=>{}:()=>{if(document.activeElement!==t&&document.activeElement!==document.body)return;(!e.contains(t)||t.matches(":disabled")||t.closest("[hidden]"))&&e.focus({preventScroll:!0})}}var it=`.vl-board {
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
`;function l(e,t={},...n){let o=document.createElement(e);for(let[r,s]of Object.entries(t))s==null||s===!1||(typeof s=="function"?o.addEventListener(r.slice(2),s):o.setAttribute(r,s===!0?"":String(s)));return o.append(...n),o}function lt(e,t=16){let n=document.createElementNS("http://www.w3.org/2000/svg","svg");for(let[r,s]of Object.entries({viewBox:"0 0 24 24",width:t,height:t,fill:"currentColor","aria-hidden":"true"}))n.setAttribute(r,String(s));let o=document.createElementNS("http://www.w3.org/2000/svg","path");return o.setAttribute("d",e),n.append(o),n}function S(e,t){e.textContent!==t&&(e.textContent=t)}function J(e,t,n){e.getAttribute(t)!==n&&e.setAttribute(t,n)}function N(e,t,n){let o=e.getRootNode(),r=o instanceof ShadowRoot?o:document.head,s=`voicelab-${t}`,i=r.querySelector(`style[data-voicelab="${s}"]`);i||(i=l("style",{"data-voicelab":s}),r.append(i)),i.textContent!==n&&(i.textContent=n)}var at=`/* What phones and boards have in common: the light, fields, what is wrong. */

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
`;var z={status:"none",people:[],last:null};function dt(e){let t=Array.isArray(e.participants)?e.participants:[];return{status:String(e.status),people:t.map(n=>({callSid:String(n.call_sid),address:String(n.address),status:String(n.status),muted:n.muted===!0,hold:n.hold===!0})),last:Dt(e.last)}}function Dt(e){if(typeof e!="object"||e===null)return null;let t=e;return{when:new Date(String(t.ended)),reason:String(t.reason),by:String(t.ended_by??""),people:Array.isArray(t.participants)?t.participants.map(String):[]}}var Bt=e=>e.toLocaleTimeString([],{hour:"2-digit",minute:"2-digit",second:"2-digit"}),Ft=e=>{let t=e.map(M),n=t.pop()??"nobody";return t.length?`${t.join(", ")} and ${n}`:n};function ct({reason:e,by:t,people:n}){let o=t?M(t):"the last one",r={"conference-ended-via-api":"It was ended from a board or by the API.","last-participant-left":`It ended when ${o} left.`,"last-participant-kicked":`It ended when ${o} was kicked.`,"participant-with-end-conference-on-exit-left":`It ended with ${o}, who held it.`,"participant-with-end-conference-on-exit-kicked":`It ended when ${o}, who held it, was kicked.`}[e]??`It ended: ${e.replace(/-/g," ")}.`,s=n.length===1?"was":"were";return`${n.length?`Here ${s} ${Ft(n)}. `:""}${r}`}function ut(e){let t=e.people.filter(o=>o.status==="connected").length;if(!e.people.length)return e.last?`ended at ${Bt(e.last.when)}`:"nobody is here yet";let n=`${t} ${t===1?"person":"people"}`;return e.status==="init"?`${n} · waiting to begin`:`${n} · in progress`}function ht(e){return e.status!=="connected"?e.status:[e.muted&&"muted",e.hold&&"on hold"].filter(Boolean).join(", ")}var D="application/vnd.jupyter.widget-state+json",ft="application/vnd.jupyter.widget-view+json",Kt="text/html",vt="application/vnd.voicelab.widget+json",gt="voicelab-stand-in";function Vt(e){let t=e.metadata?.widgets,n=t?.[D]?.state??{},o=qt(n,e),r=!1,s=e.cells.map(g=>{let x=g.outputs?.map(c=>{let T=mt(c),y=Number(T?.model_id);return!T||!c.data||!(vt in c.data)||!Number.isSafeInteger(y)||y<1?c:(r=!0,o[String(y)]=Gt(c.data[Kt]),{...c,data:{...c.data,[ft]:{...T,model_id:y}}})});return x?{...g,outputs:x}:g});if(!r&&Object.keys(o).length===Object.keys(n).length)return e;let{widgets:i,...a}=e.metadata??{},{[D]:b,...v}=t??{},w=Object.keys(o).length?{...v,[D]:{version_major:2,version_minor:0,...b,state:o}}:v;return{...e,cells:s,metadata:Object.keys(w).length?{...a,widgets:w}:a}}function qt(e,t){let n=new Set,o=new Set;for(let s of t.cells.flatMap(i=>i.outputs??[])){let i=mt(s)?.model_id;i&&bt(String(i),e,s.data&&vt in s.data?n:o)}let r=Object.entries(e).filter(([s,i])=>(!n.has(s)||o.has(s))&&!Yt(i));return Object.fromEntries(r)}function mt(e){return e.data?.[ft]}function bt(e,t,n){if(!(n.has(e)||!(e in t))){n.add(e);for(let[,o]of JSON.stringify(t[e]).matchAll(/"IPY_MODEL_([^"]+)"/g))o&&bt(o,t,n)}}function Gt(e){return{model_name:"HTMLModel",model_module:"@jupyter-widgets/controls",model_module_version:"2.0.0",state:{_dom_classes:[gt],value:Array.isArray(e)?e.join(""):String(e??"")}}}function Yt(e){let t=e.state?._dom_classes;return Array.isArray(t)&&t.includes(gt)}var pt=Symbol.for("voicelab.saved-with-stand-ins");function wt(e){if(e[pt])return;e[pt]=!0;let t=e.toJSON.bind(e);e.toJSON=()=>Vt(t())}function Xt(e){return e.closest(".jupyter-widgets-disconnected")!==null}function Qt(e){return t=>{let{model:n,el:o}=t;return Xt(o)?(o.innerHTML=n.get("standing"),()=>o.replaceChildren()):e(t)}}function yt(e){return{initialize:Zt(e.initialize),render:Qt(e.render)}}function Zt(e){return t=>{let o=t.model.widget_manager?.context?.model;return typeof o?.toJSON=="function"&&wt(o),e?.(t)}}var P=class{constructor(t){this.changed=t}changed;levels=new Map;#t=new Map;#n;hear(t,n){let o=this.#e(n);this.levels.clear();for(let[r,s]of Object.entries(t)){let i=Number(s)||0;this.levels.set(r,i),i>=.03&&this.#t.set(r,n+600)}for(let r of[...this.#t.keys()])this.levels.has(r)||this.#t.delete(r);clearTimeout(this.#n),this.#n=setTimeout(()=>this.changed(),620),this.#e(n)!==o&&this.changed()}talks(t,n){return(this.#t.get(t)??0)>n}close(){clearTimeout(this.#n)}#e(t){return[...this.#t.keys()].filter(n=>this.talks(n,t)).join(" ")}};function te(e){let t=e.match(/[\d.]+/g)?.map(Number);if(!t||t.length<3||t.length>3&&t[3]===0)return null;let[n=0,o=0,r=0]=t.map(s=>{let i=s/255;return i<=.04045?i/12.92:((i+.055)/1.055)**2.4});return .2126*n+.7152*o+.0722*r}function ee(e){let t=document.body.dataset.jpThemeLight;if(t==="true")return!1;if(t==="false"||document.body.classList.contains("vscode-dark"))return!0;if(document.body.classList.contains("vscode-light"))return!1;for(let n=e.parentElement;n;n=n.parentElement){let o=te(getComputedStyle(n).backgroundColor);if(o!==null)return o<.2}return matchMedia("(prefers-color-scheme: dark)").matches}function kt(e,t){let n=()=>{let i=ee(e)?"dark":"light";e.dataset.vlTheme!==i&&(e.dataset.vlTheme=i,t())},o=new MutationObserver(()=>requestAnimationFrame(n)),r={attributes:!0,attributeFilter:["class","style","data-jp-theme-light","data-theme"]};o.observe(document.body,r),o.observe(document.documentElement,r);let s=matchMedia("(prefers-color-scheme: dark)");return s.addEventListener("change",n),requestAnimationFrame(n),()=>{o.disconnect(),s.removeEventListener("change",n)}}var xt=`/* VoiceLab's colours, type and shapes. They follow JupyterLab's theme variables where there are some, and the
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
`;var St="M18.3 5.7 12 12l6.3 6.3-1.4 1.4L10.6 13.4 4.3 19.7l-1.4-1.4L9.2 12 2.9 5.7l1.4-1.4 6.3 6.3 6.3-6.3z";var C=class{constructor(t){this.dismiss=t}dismiss;root=l("div",{class:"vl-trouble",role:"alert",hidden:!0});#t="";show(t,n=[]){let{message:o="",cure:r="",code:s=null}=t??{},i=t?[s,o,r,...n.map(({words:v})=>v)].join(`
`):"";if(i===this.#t||(this.#t=i,this.root.hidden=!t,this.root.replaceChildren(),!t))return;let a=l("button",{type:"button",class:"vl-icon vl-dismiss","aria-label":"Dismiss",onclick:()=>this.dismiss()},lt(St,12));if(this.root.append(l("p",{},l("b",{},s?`${s} · ${o}`:o)),a),r&&this.root.append(l("p",{},r)),!n.length)return;let b=n.map(({words:v,run:w})=>l("button",{type:"button",onclick:w},v));this.root.append(l("p",{class:"vl-remedies"},...b))}};var oe=1600,B=class{root;#t=l("span",{class:"vl-soft"});#n=l("span",{class:"vl-chip",hidden:!0},"talking");#e;#o;#r;#l;#s;#i="";#a=!1;constructor(t,n){this.#s=t;let o=async i=>{this.#a||(this.#a=!0,this.#i=i,await n({do:i,call_sid:this.#s.callSid}),this.#a=!1)},r=(i,a)=>l("button",{type:"button",onclick:W(()=>{o(a())})},i);this.#e=r("Mute",()=>this.#s.muted?"unmute":"mute"),this.#o=r("Hold",()=>this.#s.hold?"unhold":"hold"),this.#r=r("Kick",()=>"kick");let s=M(t.address);this.#l=l("div",{class:"vl-person",role:"group","aria-label":s,tabindex:-1},l("span",{class:"vl-ring","aria-hidden":"true"}),l("b",{class:"vl-ellipsis",title:t.address},s),this.#n,this.#t,l("span",{class:"vl-buttons"},this.#e,this.#o,this.#r)),this.root=l("li",{},this.#l)}get gone(){return this.root.classList.contains("vl-gone")}focus(){this.#l.focus({preventScroll:!0})}leave(t){this.root.classList.add("vl-gone"),this.root.classList.remove("vl-talks"),this.#n.hidden=!0,S(this.#t,this.#i==="kick"?"was kicked":"has left");for(let n of[this.#e,this.#o,this.#r])n.disabled=!0;setTimeout(t,oe)}show(t,n,o){this.#s=t;let r=t.status==="connected";S(this.#t,ht(t)),S(this.#e,t.muted?"Unmute":"Mute"),J(this.#e,"aria-pressed",String(t.muted)),S(this.#o,t.hold?"Unhold":"Hold"),J(this.#o,"aria-pressed",String(t.hold));for(let s of[this.#e,this.#o,this.#r])s.disabled=!r;this.#n.hidden=!o,this.root.classList.toggle("vl-talks",o),this.root.style.setProperty("--vl-level",(o?Math.min(1,n**.5):0).toFixed(2))}};function re({model:e,el:t}){N(t,"tokens",xt),N(t,"parts",at),N(t,"boards",it);let n=e.get("name"),o=new Map,r=z,s=l("span",{class:"vl-dot","aria-hidden":"true"}),i=l("span",{class:"vl-status vl-soft vl-ellipsis",role:"status"}),a=l("ul",{class:"vl-people","aria-label":"Participants"}),b=l("p",{class:"vl-ending vl-soft",hidden:!0}),v=async u=>{let m=u.do!=="announce";return await k.act("conferences",{conference:n,...u},m)!==null},w=l("button",{type:"button",class:"vl-stop",onclick:W(()=>{v({do:"end"})})},"End"),g=l("input",{class:"vl-field","aria-label":"What to announce",placeholder:"a text, or a document's name",maxlength:2e3,autocomplete:"off",oninput:()=>E()}),x=l("button",{type:"submit"},"Announce"),c=l("form",{class:"vl-line-of",onsubmit:async u=>{u.preventDefault(),await v({do:"announce",what:g.value.trim()})&&(g.value=""),E()}},g,x),T=new C(()=>k.dismissTrouble()),y=l("div",{class:"vl vl-card vl-board",role:"group","aria-label":`Conference ${n}`,tabindex:-1,"data-lm-suppress-shortcuts":"true",onkeydown:rt},l("div",{class:"vl-board-top"},s,l("b",{class:"vl-ellipsis",title:n},n),i,w),a,b,c,T.root);t.append(y);function E(){let u=st(y),m=r.people.length>0;S(i,k.waiting||ut(r)),b.hidden=m||!r.last,S(b,r.last?ct(r.last):""),y.dataset.status=k.connected?r.status:"away",w.disabled=!m||!k.connected,g.disabled=!m,x.disabled=!m||!k.connected||!g.value.trim(),T.show(k.trouble);let L=performance.now(),j=new Set(r.people.map(h=>h.callSid));for(let[h,p]of o){if(j.has(h))continue;let H=p.root.contains(document.activeElement),F=()=>{p.root.remove(),o.get(h)===p&&o.delete(h)};m?p.gone||p.leave(F):F(),H&&m&&Tt(p)?.focus()}for(let h of r.people){let p=o.get(h.callSid);(!p||p.gone)&&(p?.root.remove(),p=new B(h,v),o.set(h.callSid,p),a.append(p.root));let H=!h.muted&&!h.hold&&R.talks(h.callSid,L);p.show(h,R.levels.get(h.callSid)??0,H)}u()}function Tt(u){let m=[...o.values()],L=m.indexOf(u);return[...m.slice(L+1),...m.slice(0,L).reverse()].find(j=>!j.gone)}let R=new P(()=>E()),k=new O(e,{calls:[],history:!1,envelope:!1,conferences:[n]},{event:u=>{u.conference===n&&(u.event==="conference"?r=dt(u):u.event==="levels"&&R.hear(u.levels,performance.now()),E())},changed:()=>{k.connected||(r=z),E()}}),Et=kt(y,()=>{});return E(),()=>{Et(),R.close(),k.close()}}var vn=yt({render:re});export{vn as default};
