var C=new Set;function J(e){let t=new URL(e);t.protocol==="http:"?C.add(t.host):C.delete(t.host)}var re=window.WebSocket;function St(e){let t="/",n=Tt(e.config);typeof n.baseUrl=="string"?t=n.baseUrl:e.bodyBaseUrl&&(t=e.bodyBaseUrl);let o=new URL(t,`${e.origin}/`);return o.href.endsWith("/")?o.href:`${o.href}/`}function Tt(e){if(!e)return{};try{let t=JSON.parse(e);return typeof t=="object"&&t!==null?t:{}}catch{return{}}}function j(e){return e==="localhost"||e==="[::1]"||/^127(\.\d+){3}$/.test(e)}function U(e,t){let n=[];return t.url&&!j(new URL(t.url).hostname)&&n.push(Mt(t.url)),t.port&&(e.origin.startsWith("http")&&n.push(`${St(e)}proxy/${t.port}/`),(e.origin==="null"||Et(e)||j(q(e.origin)))&&n.push(`http://127.0.0.1:${t.port}/`)),n}function Et(e){return e.origin.startsWith("vscode-webview:")}function z(e){return e.config!==null||e.bodyBaseUrl!==null||j(q(e.origin))?"Run the cell with %load_ext voicelab again. If that does not help, voicelab doctor says what stops it.":"This page is no Jupyter's, and the lab is on the kernel's machine. Open the notebook in JupyterLab, in a browser; here lab.caller(...) places calls, and call.plot() and call.audio() show them."}function q(e){try{return new URL(e).hostname}catch{return""}}function Mt(e){return e.endsWith("/")?e:`${e}/`}function Q(e,t){let n=new URL(t,e);return n.protocol=n.protocol==="https:"?"wss:":"ws:",n.href}function B(e,t,n){return e.get(t)===n?!1:(e.set(t,n),!0)}function L(e){return typeof e!="object"||e===null?null:typeof e.type=="string"?e:null}var c=class extends Error{constructor(n,o,r=null){super(n);this.cure=o;this.code=r}cure;code},Rt=1500,F=15e3;function V(e,t,n){return new Promise((o,r)=>{let i=setTimeout(()=>t("waiting for the kernel"),Rt),s=setTimeout(m,F),d=()=>{clearTimeout(i),clearTimeout(s),e.off("msg:custom",f),n.removeEventListener("abort",g)},g=()=>{d(),r(n.reason)},f=x=>{let u=L(x);u?.type==="credentials"&&(d(),typeof u.error=="string"?r(new c(u.error,String(u.cure??""))):o(Lt(u)))};if(n.aborted){g();return}n.addEventListener("abort",g),e.on("msg:custom",f),v();function m(){t("no answer from the kernel: was it started anew? Run this cell again"),s=setTimeout(m,F),v()}function v(){try{e.send({type:"credentials"})}catch{d(),r(new c("The kernel that made this is gone, and its lab with it.","Run the cell with %load_ext voicelab, then this cell again."))}}})}function Lt(e){let t=n=>typeof n=="string"&&n?n:null;return{port:typeof e.port=="number"?e.port:null,url:t(e.url),account_sid:t(e.account_sid),token:t(e.token),observe_token:t(e.observe_token)}}function K(){return{origin:location.origin,config:document.getElementById("jupyter-config-data")?.textContent??null,bodyBaseUrl:document.body.dataset.baseUrl??null}}async function G(e){let t=[];for(let n of U(K(),e))if(t.push(n),await At(n,e))return J(n),n;throw new c(`The lab does not answer${t.length?` at ${t.join(" or ")}`:""}.`,z(K()))}async function At(e,t){let n=t.account_sid,o=n?`?account_sid=${encodeURIComponent(n)}`:"",r=await _t(e,o,t.token??t.observe_token);return!!r?.voicelab&&(!n||r?.account_sid===n)}async function _t(e,t,n){let r=new URL(e,location.href).origin===location.origin&&n?{"X-Twilio-Token":n}:{};try{let i=AbortSignal.timeout(4e3),s=await fetch(`${e}health${t}`,{headers:r,signal:i,cache:"no-store"});return s.ok?await s.json():null}catch{return null}}async function Y(e,t){try{let n=await fetch(`${e}lab/v1/tokens/renew`,{method:"POST",headers:{"Content-Type":"application/json"},body:JSON.stringify({token:t}),signal:AbortSignal.timeout(8e3)});if(!n.ok)return null;let o=await n.json();return typeof o.token=="string"?o.token:null}catch{return null}}function X(e){try{let t=(e.split(".")[1]??"").replaceAll("-","+").replaceAll("_","/"),n=JSON.parse(atob(t)),o=Number(n.exp)-Number(n.nbf);return o>0?o:null}catch{return null}}var Z=300,Ot=8e3,H=.5,Nt=.1,A=class{constructor(t,n,o){this.base=t;this.token=n;this.hooks=o;this.#i(H)}base;token;hooks;#t=null;#n=!1;#e=!1;#o=Z;#r;#l;#s=null;watch(t){this.#s=t,this.#t?this.#t.readyState===WebSocket.OPEN&&this.#a():this.#d()}close(){this.#e=!0,clearTimeout(this.#r),clearTimeout(this.#l),this.#t?.close(),this.#t=null}#i(t){clearTimeout(this.#l);let n=X(this.token);n!==null&&(this.#l=setTimeout(()=>{this.#c()},n*t*1e3))}async#c(){let t=await Y(this.base,this.token);if(!this.#e){if(!t)return this.#i(Nt);this.token=t,this.#n&&this.#t?.readyState===WebSocket.OPEN&&this.#t.send(JSON.stringify({renew:t})),this.hooks.renewed?.(t),this.#i(H)}}#a(){this.#s&&this.#t?.send(JSON.stringify({token:this.token,...this.#s}))}#d(){if(this.#e)return;let t=new WebSocket(Q(this.base,"observe"));this.#t=t,this.#n=!1;let n=null;t.onopen=()=>this.#a(),t.onmessage=o=>{let r=$t(o.data);r&&(r.event==="hello"?(this.#o=Z,this.#n||this.hooks.state?.(!0),this.#n=!0):r.event==="refused"?n=this.hooks.refused(typeof r.code=="number"?r.code:null,String(r.message)):r.event!=="renewed"&&this.hooks.event(r))},t.onclose=async()=>{if(this.#t===t){if(this.#t=null,this.#n&&this.hooks.state?.(!1),n){let o=await n;if(o===null)return;this.token=o,this.#i(H)}this.#r=setTimeout(()=>this.#d(),this.#o),this.#o=Math.min(Ot,this.#o*2)}}}};function $t(e){if(typeof e!="string")return null;try{let t=JSON.parse(e);if(typeof t=="object"&&t!==null&&"event"in t)return t}catch{}return null}var Wt=5e3,Ct=4e3,jt=2e4,Ht=[20404,21220],_=class{constructor(t,n,o){this.model=t;this.watch=n;this.hooks=o;t.on("msg:custom",this.#u),this.#i()}model;watch;hooks;trouble=null;waiting="looking for the lab";connected=!1;#t=null;#n="";#e="";#o=new AbortController;#r;close(){this.#s(),this.model.off("msg:custom",this.#u)}look(t){this.watch=t,this.#t?.watch(t)}dismissTrouble(){this.trouble=null,this.hooks.changed()}async act(t,n,o=!1){try{let r=await this.#l(t,n);return this.trouble=null,this.hooks.changed(),r}catch(r){let i=r instanceof c?r:new c("The lab did not answer.","Try it again.");return this.trouble=o&&Ht.includes(i.code)?null:i,this.hooks.changed(),null}}async#l(t,n){if(!this.#n)throw new c("The lab was not found yet.","Wait a moment.");let o=()=>fetch(`${this.#n}lab/v1/${t}`,{method:"POST",headers:{"Content-Type":"application/json","X-Twilio-Token":this.#e},body:JSON.stringify(n),signal:AbortSignal.timeout(jt)}),r=await o();r.status===401&&(this.#e=(await this.#a(this.#o.signal)).observe_token??"",r=await o());let i=await r.json().catch(()=>({}));if(r.ok)return i;throw new c(String(i.message??"The lab did not do it."),String(i.cure??""),typeof i.code=="number"?i.code:null)}#s(){this.#o.abort(new DOMException("closed","AbortError")),clearTimeout(this.#r),this.#t?.close(),this.#t=null,this.connected=!1}async#i(){this.#s(),this.#o=new AbortController;let t=this.#o.signal;try{let n=await this.#a(t),o=n.observe_token;if(!o)throw new c("The kernel gave no token.","Run the cell again.");let r=await G(n);if(t.aborted)return;this.#e=o,this.#n=r,this.#t=new A(this.#n,this.#e,{event:i=>this.hooks.event(i),refused:async(i,s)=>{let d=(await this.#a(t).catch(()=>null))?.observe_token??null;return t.aborted?null:(d?this.#e=d:this.#d(new c(s,"Run the cell again.",i)),d)},renewed:i=>{this.#e=i},state:i=>this.#c(i)}),this.#t.watch(this.watch),this.trouble=null}catch(n){if(t.aborted)return;this.#d(n instanceof c?n:new c(String(n),"Run the cell again.")),this.#r=setTimeout(()=>{this.#i()},Wt)}this.hooks.changed()}#c(t){this.connected=t,this.waiting=t?"":"the lab went away, looking for it",clearTimeout(this.#r),t||(this.#r=setTimeout(()=>{this.#i()},Ct)),this.hooks.changed()}#a(t){let n=o=>{this.waiting=o,this.hooks.changed()};return V(this.model,n,t)}#d(t){this.trouble=t,this.waiting="not connected",this.hooks.changed()}#u=t=>{L(t)?.type==="moved"&&this.#i()}};var M=e=>e.replace(/^client:/,"");function tt(e){e.stopPropagation(),e.repeat&&e.key==="Enter"&&e.target.closest("button")&&e.preventDefault()}var P=e=>t=>{t.detail<=1&&e()};function et(e){let t=document.activeElement;return!(t instanceof HTMLElement)||!e.contains(t)?()=>{}:()=>{if(document.activeElement!==t&&document.activeElement!==document.body)return;(!e.contains(t)||t.matches(":disabled")||t.closest("[hidden]"))&&e.focus({preventScroll:!0})}}var nt=`.vl-board {
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
`;function a(e,t={},...n){let o=document.createElement(e);for(let[r,i]of Object.entries(t))i==null||i===!1||(typeof i=="function"?o.addEventListener(r.slice(2),i):o.setAttribute(r,i===!0?"":String(i)));return o.append(...n),o}function ot(e,t=16){let n=document.createElementNS("http://www.w3.org/2000/svg","svg");for(let[r,i]of Object.entries({viewBox:"0 0 24 24",width:t,height:t,fill:"currentColor","aria-hidden":"true"}))n.setAttribute(r,String(i));let o=document.createElementNS("http://www.w3.org/2000/svg","path");return o.setAttribute("d",e),n.append(o),n}function T(e,t){e.textContent!==t&&(e.textContent=t)}function O(e,t,n){let o=e.getRootNode(),r=o instanceof ShadowRoot?o:document.head,i=`voicelab-${t}`,s=r.querySelector(`style[data-voicelab="${i}"]`);s||(s=a("style",{"data-voicelab":i}),r.append(s)),s.textContent!==n&&(s.textContent=n)}var rt=`/* What phones and boards have in common: the light, fields, what is wrong. */

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
`;function N(e){let t=Math.max(0,Math.floor(e)),n=r=>String(r).padStart(2,"0"),o=Math.floor(t/60);return o<60?`${o}:${n(t%60)}`:`${Math.floor(o/60)}:${n(o%60)}:${n(t%60)}`}var it=e=>e.toLocaleTimeString([],{hour:"2-digit",minute:"2-digit",second:"2-digit"});function st(e,t){return(Array.isArray(e.queues)?e.queues:[]).map(o=>({name:String(o.queue),sid:String(o.queue_sid),averageWait:Number(o.average_wait)||0,members:(o.members??[]).map(r=>({callSid:String(r.call_sid),address:String(r.address),position:Number(r.position),since:t-(Number(r.waited)||0)})),last:Dt(o.last)}))}function Dt(e){if(typeof e!="object"||e===null)return null;let{address:t,waited:n,result:o,when:r}=e;return{address:String(t),waited:Number(n)||0,result:String(o),when:new Date(String(r))}}var Jt={bridged:"was connected",hangup:"hung up",leave:"left",redirected:"was sent elsewhere","redirected-from-bridged":"was connected, then sent elsewhere"};function at({address:e,waited:t,result:n,when:o}){return`${it(o)}: ${M(e)} ${Jt[n]??"left"} after ${N(t)}`}function lt(e){let t=e.members.length;return t?`${t} waiting${e.averageWait?` · average ${e.averageWait} s`:""}`:"nobody waits"}var I=class{root;#t=a("span",{class:"vl-place"});#n=a("span",{class:"vl-waited"});#e;#o;constructor(t,n){this.#o=t.since;let o=M(t.address),r=a("button",{type:"button",onclick:P(n)},"Dequeue");this.#e=a("div",{class:"vl-person",role:"group","aria-label":o,tabindex:-1},this.#t,a("b",{class:"vl-ellipsis",title:t.address},o),this.#n,a("span",{class:"vl-buttons"},r)),this.root=a("li",{},this.#e)}show(t){this.#o=t.since,T(this.#t,String(t.position))}tick(t){T(this.#n,N(t-this.#o))}focus(){this.#e.focus({preventScroll:!0})}},$=class{constructor(t,n){this.name=t;this.hooks=n;this.#n=a("button",{type:"button",class:"vl-go",onclick:P(()=>n.take(t))},"Take"),this.root=a("section",{"aria-label":`Queue ${t}`},a("div",{class:"vl-queue-top"},a("b",{class:"vl-ellipsis",title:t},t),this.#t,this.#n),this.#e,this.#o)}name;hooks;root;#t=a("span",{class:"vl-soft"});#n;#e=a("ol",{class:"vl-people"});#o=a("p",{class:"vl-ending vl-soft",hidden:!0});#r=new Map;show(t){T(this.#t,lt(t)),this.#n.disabled=!t.members.length,this.#o.hidden=!t.last,T(this.#o,t.last?at(t.last):"");let n=t.members.map(r=>r.callSid),o;for(let[r,i]of[...this.#r].reverse()){if(n.includes(r)){o=i;continue}let s=i.root.contains(document.activeElement);i.root.remove(),this.#r.delete(r),s&&(o??[...this.#r.values()].at(-1))?.focus()}t.members.forEach((r,i)=>{let s=this.#r.get(r.callSid);s||(s=new I(r,()=>this.hooks.dequeue(this.name,r.callSid)),this.#r.set(r.callSid,s)),s.show(r),this.#e.children[i]!==s.root&&this.#e.insertBefore(s.root,this.#e.children[i]??null)})}tick(t){for(let n of this.#r.values())n.tick(t)}};var D="application/vnd.jupyter.widget-state+json",ct="application/vnd.jupyter.widget-view+json",Ut="text/html",ut="application/vnd.voicelab.widget+json",ht="voicelab-stand-in";function zt(e){let t=e.metadata?.widgets,n=t?.[D]?.state??{},o=qt(n,e),r=!1,i=e.cells.map(v=>{let x=v.outputs?.map(u=>{let E=pt(u),k=Number(E?.model_id);return!E||!u.data||!(ut in u.data)||!Number.isSafeInteger(k)||k<1?u:(r=!0,o[String(k)]=Qt(u.data[Ut]),{...u,data:{...u.data,[ct]:{...E,model_id:k}}})});return x?{...v,outputs:x}:v});if(!r&&Object.keys(o).length===Object.keys(n).length)return e;let{widgets:s,...d}=e.metadata??{},{[D]:g,...f}=t??{},m=Object.keys(o).length?{...f,[D]:{version_major:2,version_minor:0,...g,state:o}}:f;return{...e,cells:i,metadata:Object.keys(m).length?{...d,widgets:m}:d}}function qt(e,t){let n=new Set,o=new Set;for(let i of t.cells.flatMap(s=>s.outputs??[])){let s=pt(i)?.model_id;s&&ft(String(s),e,i.data&&ut in i.data?n:o)}let r=Object.entries(e).filter(([i,s])=>(!n.has(i)||o.has(i))&&!Bt(s));return Object.fromEntries(r)}function pt(e){return e.data?.[ct]}function ft(e,t,n){if(!(n.has(e)||!(e in t))){n.add(e);for(let[,o]of JSON.stringify(t[e]).matchAll(/"IPY_MODEL_([^"]+)"/g))o&&ft(o,t,n)}}function Qt(e){return{model_name:"HTMLModel",model_module:"@jupyter-widgets/controls",model_module_version:"2.0.0",state:{_dom_classes:[ht],value:Array.isArray(e)?e.join(""):String(e??"")}}}function Bt(e){let t=e.state?._dom_classes;return Array.isArray(t)&&t.includes(ht)}var dt=Symbol.for("voicelab.saved-with-stand-ins");function vt(e){if(e[dt])return;e[dt]=!0;let t=e.toJSON.bind(e);e.toJSON=()=>zt(t())}function Ft(e){return e.closest(".jupyter-widgets-disconnected")!==null}function Kt(e){return t=>{let{model:n,el:o}=t;return Ft(o)?(o.innerHTML=n.get("standing"),()=>o.replaceChildren()):e(t)}}function gt(e){return{initialize:Vt(e.initialize),render:Kt(e.render)}}function Vt(e){return t=>{let o=t.model.widget_manager?.context?.model;return typeof o?.toJSON=="function"&&vt(o),e?.(t)}}function Gt(e){let t=e.match(/[\d.]+/g)?.map(Number);if(!t||t.length<3||t.length>3&&t[3]===0)return null;let[n=0,o=0,r=0]=t.map(i=>{let s=i/255;return s<=.04045?s/12.92:((s+.055)/1.055)**2.4});return .2126*n+.7152*o+.0722*r}function Yt(e){let t=document.body.dataset.jpThemeLight;if(t==="true")return!1;if(t==="false"||document.body.classList.contains("vscode-dark"))return!0;if(document.body.classList.contains("vscode-light"))return!1;for(let n=e.parentElement;n;n=n.parentElement){let o=Gt(getComputedStyle(n).backgroundColor);if(o!==null)return o<.2}return matchMedia("(prefers-color-scheme: dark)").matches}function mt(e,t){let n=()=>{let s=Yt(e)?"dark":"light";e.dataset.vlTheme!==s&&(e.dataset.vlTheme=s,t())},o=new MutationObserver(()=>requestAnimationFrame(n)),r={attributes:!0,attributeFilter:["class","style","data-jp-theme-light","data-theme"]};o.observe(document.body,r),o.observe(document.documentElement,r);let i=matchMedia("(prefers-color-scheme: dark)");return i.addEventListener("change",n),requestAnimationFrame(n),()=>{o.disconnect(),i.removeEventListener("change",n)}}var bt=`/* VoiceLab's colours, type and shapes. They follow JupyterLab's theme variables where there are some, and the
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
`;var wt="M18.3 5.7 12 12l6.3 6.3-1.4 1.4L10.6 13.4 4.3 19.7l-1.4-1.4L9.2 12 2.9 5.7l1.4-1.4 6.3 6.3 6.3-6.3z";var W=class{constructor(t){this.dismiss=t}dismiss;root=a("div",{class:"vl-trouble",role:"alert",hidden:!0});#t="";show(t,n=[]){let{message:o="",cure:r="",code:i=null}=t??{},s=t?[i,o,r,...n.map(({words:f})=>f)].join(`
`):"";if(s===this.#t||(this.#t=s,this.root.hidden=!t,this.root.replaceChildren(),!t))return;let d=a("button",{type:"button",class:"vl-icon vl-dismiss","aria-label":"Dismiss",onclick:()=>this.dismiss()},ot(wt,12));if(this.root.append(a("p",{},a("b",{},i?`${i} · ${o}`:o)),d),r&&this.root.append(a("p",{},r)),!n.length)return;let g=n.map(({words:f,run:m})=>a("button",{type:"button",onclick:m},f));this.root.append(a("p",{class:"vl-remedies"},...g))}};function yt(e,t,n){let o=a("input",{class:"vl-field","aria-label":e,placeholder:t,autocomplete:"off"});return o.value=n,o}function Zt({model:e,el:t}){O(t,"tokens",bt),O(t,"parts",rt),O(t,"boards",nt);let n=[],o=new Map,r=null,i=!1,s=a("span",{class:"vl-status vl-soft vl-ellipsis",role:"status"}),d=yt("Who takes","alice, or a number",e.get("by"));d.addEventListener("change",()=>{B(e,"by",d.value.trim())&&e.save_changes()});let g=yt("Where to","a document, a number, client:bob",""),f=a("div",{}),m=new W(()=>{r=null,y.dismissTrouble()}),v=a("div",{class:"vl vl-card vl-board",role:"group","aria-label":"Queues",tabindex:-1,"data-lm-suppress-shortcuts":"true",onkeydown:tt},a("div",{class:"vl-board-top"},a("span",{class:"vl-dot","aria-hidden":"true"}),a("b",{},"Queues"),s),f,a("div",{class:"vl-fields"},a("label",{},"Who takes",d),a("label",{},"Where to",g)),m.root);t.append(v);function x(p,b,S){let h=p.value.trim();return r=h?null:new c(b,S),R(),h||p.focus(),h}async function u(p){let b=x(d,"Who takes the call?","Type it into its field: a phone that is open, or a number of the lab.");!b||i||(i=!0,await y.act("queues",{queue:p,do:"take",by:b}),i=!1)}function E(p,b){let S=x(g,"Where to?","Type it into its field: a document, app:NAME, a phone or a number of the lab.");S&&y.act("queues",{queue:p,do:"dequeue",call_sid:b,what:S},!0)}function k(){let p=performance.now()/1e3;for(let b of o.values())b.tick(p)}function R(){let p=et(v),b=new Set(n.map(h=>h.sid));for(let[h,w]of o)b.has(h)||(w.root.remove(),o.delete(h));for(let h of n){let w=o.get(h.sid);w||(w=new $(h.name,{take:u,dequeue:E}),o.set(h.sid,w),f.append(w.root)),w.show(h)}let S=n.reduce((h,w)=>h+w.members.length,0);T(s,y.waiting||(n.length?`${S||"nobody"} waiting`:"nobody waits; <Enqueue> makes a queue")),v.dataset.status=y.connected?S?"in-progress":"none":"away",m.show(r??y.trouble),k(),p()}let y=new _(e,{calls:[],history:!1,envelope:!1,queues:!0},{event:p=>{p.event==="queues"&&(n=st(p,performance.now()/1e3),R())},changed:()=>{y.connected||(n=[]),R()}}),xt=setInterval(k,500),kt=mt(v,()=>{});return R(),()=>{clearInterval(xt),kt(),y.close()}}var Sn=gt({render:Zt});export{Sn as default};
