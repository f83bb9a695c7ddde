var y=new Set;function L(r){let t=new URL(r);t.protocol==="http:"?y.add(t.host):y.delete(t.host)}var Mt=window.WebSocket;function K(r){let t="/",e=J(r.config);typeof e.baseUrl=="string"?t=e.baseUrl:r.bodyBaseUrl&&(t=r.bodyBaseUrl);let n=new URL(t,`${r.origin}/`);return n.href.endsWith("/")?n.href:`${n.href}/`}function J(r){if(!r)return{};try{let t=JSON.parse(r);return typeof t=="object"&&t!==null?t:{}}catch{return{}}}function M(r){return r==="localhost"||r==="[::1]"||/^127(\.\d+){3}$/.test(r)}function R(r,t){let e=[];return t.url&&!M(new URL(t.url).hostname)&&e.push(X(t.url)),t.port&&(r.origin.startsWith("http")&&e.push(`${K(r)}proxy/${t.port}/`),(r.origin==="null"||M(z(r.origin)))&&e.push(`http://127.0.0.1:${t.port}/`)),e}function z(r){try{return new URL(r).hostname}catch{return""}}function X(r){return r.endsWith("/")?r:`${r}/`}function A(r,t){let e=new URL(t,r);return e.protocol=e.protocol==="https:"?"wss:":"ws:",e.href}function g(r){return typeof r!="object"||r===null?null:typeof r.type=="string"?r:null}var h=class extends Error{constructor(e,n,o=null){super(e);this.cure=n;this.code=o}cure;code},Y=1500,Q=15e3;function C(r,t,e){return new Promise((n,o)=>{let s=[setTimeout(()=>t("waiting for the kernel"),Y),setTimeout(()=>t("no answer from the kernel: was it started anew? Run this cell again"),Q)],i=()=>{for(let l of s)clearTimeout(l);r.off("msg:custom",d),e.removeEventListener("abort",a)},a=()=>{i(),o(e.reason)},d=l=>{let c=g(l);c?.type==="credentials"&&(i(),typeof c.error=="string"?o(new h(c.error,String(c.cure??""))):n(Z(c)))};if(e.aborted){a();return}e.addEventListener("abort",a),r.on("msg:custom",d);try{r.send({type:"credentials"})}catch{i(),o(new h("The kernel that made this is gone, and its lab with it.","Run the cell with %load_ext voicelab, then this cell again."))}})}function Z(r){let t=e=>typeof e=="string"&&e?e:null;return{port:typeof r.port=="number"?r.port:null,url:t(r.url),account_sid:t(r.account_sid),token:t(r.token),observe_token:t(r.observe_token)}}function tt(){return{origin:location.origin,config:document.getElementById("jupyter-config-data")?.textContent??null,bodyBaseUrl:document.body.dataset.baseUrl??null}}async function F(r){let t=[];for(let e of R(tt(),r))if(t.push(e),await et(e,r))return L(e),e;throw new h(`The lab does not answer${t.length?` at ${t.join(" or ")}`:""}.`,"Run the cell with %load_ext voicelab again. If that does not help, voicelab doctor says what stops it.")}async function et(r,t){let e=t.account_sid,n=e?`?account_sid=${encodeURIComponent(e)}`:"",o=await nt(r,n,t.token??t.observe_token);return!!o?.voicelab&&(!e||o?.account_sid===e)}async function nt(r,t,e){let o=new URL(r,location.href).origin===location.origin&&e?{"X-Twilio-Token":e}:{};try{let s=AbortSignal.timeout(4e3),i=await fetch(`${r}health${t}`,{headers:o,signal:s,cache:"no-store"});return i.ok?await i.json():null}catch{return null}}async function N(r,t){try{let e=await fetch(`${r}lab/v1/tokens/renew`,{method:"POST",headers:{"Content-Type":"application/json"},body:JSON.stringify({token:t}),signal:AbortSignal.timeout(8e3)});if(!e.ok)return null;let n=await e.json();return typeof n.token=="string"?n.token:null}catch{return null}}function $(r){try{let t=(r.split(".")[1]??"").replaceAll("-","+").replaceAll("_","/"),e=JSON.parse(atob(t)),n=Number(e.exp)-Number(e.nbf);return n>0?n:null}catch{return null}}var O=300,ot=8e3,x=.5,rt=.1,b=class{constructor(t,e,n){this.base=t;this.token=e;this.hooks=n;this.#l(x)}base;token;hooks;#t=null;#e=!1;#n=!1;#o=O;#r;#s;#i=null;watch(t){this.#i=t,this.#t?this.#t.readyState===WebSocket.OPEN&&this.#a():this.#c()}close(){this.#n=!0,clearTimeout(this.#r),clearTimeout(this.#s),this.#t?.close(),this.#t=null}#l(t){clearTimeout(this.#s);let e=$(this.token);e!==null&&(this.#s=setTimeout(()=>{this.#d()},e*t*1e3))}async#d(){let t=await N(this.base,this.token);if(!this.#n){if(!t)return this.#l(rt);this.token=t,this.#e&&this.#t?.readyState===WebSocket.OPEN&&this.#t.send(JSON.stringify({renew:t})),this.hooks.renewed?.(t),this.#l(x)}}#a(){this.#i&&this.#t?.send(JSON.stringify({token:this.token,...this.#i}))}#c(){if(this.#n)return;let t=new WebSocket(A(this.base,"observe"));this.#t=t,this.#e=!1;let e=null;t.onopen=()=>this.#a(),t.onmessage=n=>{let o=st(n.data);o&&(o.event==="hello"?(this.#o=O,this.#e||this.hooks.state?.(!0),this.#e=!0):o.event==="refused"?e=this.hooks.refused(typeof o.code=="number"?o.code:null,String(o.message)):o.event!=="renewed"&&this.hooks.event(o))},t.onclose=async()=>{if(this.#t===t){if(this.#t=null,this.#e&&this.hooks.state?.(!1),e){let n=await e;if(n===null)return;this.token=n,this.#l(x)}this.#r=setTimeout(()=>this.#c(),this.#o),this.#o=Math.min(ot,this.#o*2)}}}};function st(r){if(typeof r!="string")return null;try{let t=JSON.parse(r);if(typeof t=="object"&&t!==null&&"event"in t)return t}catch{}return null}var it=5e3,lt=4e3,at=2e4,v=class{constructor(t,e,n){this.model=t;this.watch=e;this.hooks=n;t.on("msg:custom",this.#h),this.#l()}model;watch;hooks;trouble=null;waiting="looking for the lab";connected=!1;#t=null;#e="";#n="";#o=new AbortController;#r;close(){this.#i(),this.model.off("msg:custom",this.#h)}look(t){this.watch=t,this.#t?.watch(t)}dismissTrouble(){this.trouble=null,this.hooks.changed()}async act(t,e){try{let n=await this.#s(t,e);return this.trouble=null,this.hooks.changed(),n}catch(n){return this.trouble=n instanceof h?n:new h("The lab did not answer.","Try it again."),this.hooks.changed(),null}}async#s(t,e){if(!this.#e)throw new h("The lab was not found yet.","Wait a moment.");let n=()=>fetch(`${this.#e}lab/v1/${t}`,{method:"POST",headers:{"Content-Type":"application/json","X-Twilio-Token":this.#n},body:JSON.stringify(e),signal:AbortSignal.timeout(at)}),o=await n();o.status===401&&(this.#n=(await this.#a(this.#o.signal)).observe_token??"",o=await n());let s=await o.json().catch(()=>({}));if(o.ok)return s;throw new h(String(s.message??"The lab did not do it."),String(s.cure??""),typeof s.code=="number"?s.code:null)}#i(){this.#o.abort(new DOMException("closed","AbortError")),clearTimeout(this.#r),this.#t?.close(),this.#t=null,this.connected=!1}async#l(){this.#i(),this.#o=new AbortController;let t=this.#o.signal;try{let e=await this.#a(t),n=e.observe_token;if(!n)throw new h("The kernel gave no token.","Run the cell again.");let o=await F(e);if(t.aborted)return;this.#n=n,this.#e=o,this.#t=new b(this.#e,this.#n,{event:s=>this.hooks.event(s),refused:async(s,i)=>{let a=(await this.#a(t).catch(()=>null))?.observe_token??null;return t.aborted?null:(a?this.#n=a:this.#c(new h(i,"Run the cell again.",s)),a)},renewed:s=>{this.#n=s},state:s=>this.#d(s)}),this.#t.watch(this.watch),this.trouble=null}catch(e){if(t.aborted)return;this.#c(e instanceof h?e:new h(String(e),"Run the cell again.")),this.#r=setTimeout(()=>{this.#l()},it)}this.hooks.changed()}#d(t){this.connected=t,this.waiting=t?"":"the lab went away, looking for it",clearTimeout(this.#r),t||(this.#r=setTimeout(()=>{this.#l()},lt)),this.hooks.changed()}#a(t){let e=n=>{this.waiting=n,this.hooks.changed()};return C(this.model,e,t)}#c(t){this.trouble=t,this.waiting="not connected",this.hooks.changed()}#h=t=>{g(t)?.type==="moved"&&this.#l()}};function p(r,t={},...e){let n=document.createElement(r);for(let[o,s]of Object.entries(t))s==null||s===!1||(typeof s=="function"?n.addEventListener(o.slice(2),s):n.setAttribute(o,s===!0?"":String(s)));return n.append(...e),n}function _(r,t){r.textContent!==t&&(r.textContent=t)}function k(r,t,e){let n=r.getRootNode(),o=n instanceof ShadowRoot?n:document.head,s=`voicelab-${t}`,i=o.querySelector(`style[data-voicelab="${s}"]`);i||(i=p("style",{"data-voicelab":s}),o.append(i)),i.textContent!==e&&(i.textContent=e)}var P=`.vl-flow-card {
  padding: 12px 14px;
  width: fit-content;
  max-width: 100%;
}

.vl-flow-top {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 4px 10px;
  min-height: 34px;
}

.vl-flow-top b {
  font-size: 14.5px;
}

.vl-flow-buttons {
  display: flex;
  gap: 4px;
  margin-left: auto;
}

.vl-flow-buttons button[aria-pressed="true"] {
  color: var(--vl-chip-text);
  background: var(--vl-chip);
}

.vl-flow-pane {
  overflow: auto;
  max-height: 70vh;
  margin-top: 6px;
}

.vl-flow-pane:focus-visible {
  outline-offset: 2px;
  border-radius: 4px;
}

/* Turns stand on the left edges of boxes, and the first box stands at the edge. */
.vl-flow-world {
  position: relative;
  width: fit-content;
  margin-left: 12px;
}

.vl-flow-world svg {
  overflow: visible;
}

.vl-flow-pulse {
  position: absolute;
  box-sizing: border-box;
  border: 2px solid var(--vl-lab);
  border-radius: 6px;
  opacity: 0.5;
  pointer-events: none;
}

@media (prefers-reduced-motion: no-preference) {
  .vl-flow-pulse {
    animation: vl-flow-pulse 0.9s steps(9) infinite alternate;
    will-change: opacity;
  }
}

@keyframes vl-flow-pulse {
  from {
    opacity: 1;
  }

  to {
    opacity: 0.1;
  }
}
`;var dt=["on input","always","when recorded","afterwards",""];function S(r){let t=2166136261;for(let e of new TextEncoder().encode(r))t=Math.imul(t^e,16777619)>>>0;return t.toString(16).padStart(8,"0")}function ut(r){let t=r.split("#")[0]?.split("?")[0]??"";try{return decodeURIComponent(t)}catch{return t}}function W(r,t){let e={boxes:new Set,steps:new Map,ways:new Set,now:null,words:"",strange:!1,over:!1},n=new Map,o=new Map,s=null,i="",a=0;for(let l of t)switch(l.event){case"webhook-started":i=ht(l.parameters);break;case"document-started":{let c=ft(r,l);if(!c){e.strange=!0;break}n.set(l.document,c),e.boxes.add(c.box.id),c.section<0&&(e.strange=!0);let u=s&&mt(r,s,c.box.id,i);u&&e.ways.add(u.id),s=null,i="";break}case"verb-started":{let c=pt(r,n.get(l.document),l);if(o.set(l.verb_id,{step:c,words:String(l.verb)}),!c)break;a+=1,e.steps.set(c.id,[...e.steps.get(c.id)??[],a]);for(let u of r.ways){let m=r.boxes[u.to];u.from!==c.id||m?.kind!=="party"||(e.ways.add(u.id),e.boxes.add(m.id))}break}case"verb-ended":String(l.outcome).startsWith("go to")&&(s=o.get(l.verb_id)?.step??s),o.delete(l.verb_id);break;case"call-ended":e.over=!0,o.clear();break}let d=[...o.values()].at(-1);return e.now=d?.step?.id??null,e.words=d?.words??"",e}function ht(r){if(typeof r!="object"||r===null)return"";let{Digits:t,SpeechResult:e}=r;return String(t||e||"").slice(0,24)}function ft(r,t){let e=S(String(t.source??"")),n=t.url?ut(String(t.url)):e,o=r.boxes.find(i=>i.key===n);if(!o)return null;let s=o.kind==="document"?0:o.sections.indexOf(e);return{box:o,section:s}}function pt(r,t,e){if(!t)return null;let n=r.steps.filter(i=>i.box===t.box.id&&i.section===t.section&&i.line===e.line&&i.verb===e.verb),o=Number(e.column),s=i=>Math.abs(i.column-o);return n.sort((i,a)=>s(i)-s(a))[0]??null}function mt(r,t,e,n){let o=r.ways.filter(i=>i.from===t.id&&i.to===e);return(n?o.find(i=>i.label.split(", ").includes(n)):void 0)??o.find(i=>dt.includes(i.label))??o[0]??null}var j="http://www.w3.org/2000/svg",w=class{places={boxes:[],steps:[],ways:[]};#t=new Map;#e=new Map;#n=new Map;#o=[];#r=p("div",{class:"vl-flow-world"});constructor(t){t.append(this.#r)}draw(t){this.#r.innerHTML=t,this.#o=[],this.#t.clear(),this.#e.clear(),this.#n.clear();let e={boxes:[],steps:[],ways:[]};for(let n of this.#r.querySelectorAll("[data-box]")){let{box:o="",key:s="",kind:i="",sections:a=""}=n.dataset,d=Number(o);e.boxes[d]={id:d,key:s,kind:i,sections:a.split(" ").filter(Boolean)};let l=n.querySelector(".f-box");l&&this.#t.set(d,l);for(let c of n.querySelectorAll("[data-step]")){let{step:u="",section:m,line:G,column:I,verb:q=""}=c.dataset,D={section:Number(m),line:Number(G),column:Number(I)};e.steps.push({id:Number(u),box:d,verb:q,...D});let E=c.querySelector(".f-row");E&&this.#e.set(Number(u),E)}}for(let n of this.#r.querySelectorAll("[data-way]")){let{way:o="",from:s,to:i,label:a=""}=n.dataset,d=Number(o);this.#n.set(d,[...this.#n.get(d)??[],n,...n.children]),i!==void 0&&e.ways.push({id:d,from:s?Number(s):null,to:Number(i),label:a})}this.places=e}light(t){let e=o=>t.some(o);for(let[o,s]of this.#t)s.classList.toggle("f-live",e(i=>i.boxes.has(o)));for(let[o,s]of this.#e)s.classList.toggle("f-live",e(i=>i.steps.has(o))),s.classList.toggle("f-now",e(i=>i.now===o));for(let[o,s]of this.#n){let i=e(a=>a.ways.has(o));for(let a of s)a.classList.toggle("f-live",i)}this.#s(t.map(o=>o.now).filter(o=>o!==null));for(let o of this.#o)o.remove();this.#o=[];let[n]=t;if(n&&t.length===1)for(let[o,s]of n.steps)this.#i(this.#e.get(o),s)}row(t){return this.#e.get(t)}#s(t){let e=[...this.#r.querySelectorAll(".vl-flow-pulse")];for(let n of e)t.includes(Number(n.dataset.on))||n.remove();for(let n of new Set(t)){let o=this.#e.get(n);if(!o||e.some(c=>c.isConnected&&Number(c.dataset.on)===n))continue;let{x:s,y:i,width:a,height:d}=o,l=p("div",{class:"vl-flow-pulse","data-on":n});l.style.left=`${s.baseVal.value}px`,l.style.top=`${i.baseVal.value}px`,l.style.width=`${a.baseVal.value}px`,l.style.height=`${d.baseVal.value}px`,this.#r.append(l)}}#i(t,e){if(!t)return;let n=e.slice(0,2).join(",")+(e.length>2?"…":""),o=Math.max(17,7*n.length+6),s=t.x.baseVal.value+4,i=t.y.baseVal.value+t.height.baseVal.value/2,a=document.createElementNS(j,"rect"),d={x:s-o,y:i-8.5,width:o,height:17,rx:8.5,class:"f-disc"};for(let[u,m]of Object.entries(d))a.setAttribute(u,String(m));let l=document.createElementNS(j,"text"),c={x:s-o/2,y:i+4,"text-anchor":"middle",class:"f-turn"};for(let[u,m]of Object.entries(c))l.setAttribute(u,String(m));l.textContent=n,t.after(a,l),this.#o.push(a,l)}};function gt(r){return r.closest(".jupyter-widgets-disconnected")!==null}function U(r){return t=>{let{model:e,el:n}=t;return gt(n)?(n.innerHTML=e.get("standing"),()=>n.replaceChildren()):r(t)}}function bt(r){let t=r.match(/[\d.]+/g)?.map(Number);if(!t||t.length<3||t.length>3&&t[3]===0)return null;let[e=0,n=0,o=0]=t.map(s=>{let i=s/255;return i<=.04045?i/12.92:((i+.055)/1.055)**2.4});return .2126*e+.7152*n+.0722*o}function vt(r){let t=document.body.dataset.jpThemeLight;if(t==="true")return!1;if(t==="false"||document.body.classList.contains("vscode-dark"))return!0;if(document.body.classList.contains("vscode-light"))return!1;for(let e=r.parentElement;e;e=e.parentElement){let n=bt(getComputedStyle(e).backgroundColor);if(n!==null)return n<.2}return matchMedia("(prefers-color-scheme: dark)").matches}function V(r,t){let e=()=>{let i=vt(r)?"dark":"light";r.dataset.vlTheme!==i&&(r.dataset.vlTheme=i,t())},n=new MutationObserver(()=>requestAnimationFrame(e)),o={attributes:!0,attributeFilter:["class","style","data-jp-theme-light","data-theme"]};n.observe(document.body,o),n.observe(document.documentElement,o);let s=matchMedia("(prefers-color-scheme: dark)");return s.addEventListener("change",e),requestAnimationFrame(e),()=>{n.disconnect(),s.removeEventListener("change",e)}}function H(r){return r.length>10?`${r.slice(0,4)}…${r.slice(-2)}`:r}var B=`/* VoiceLab's colours, type and shapes. They follow JupyterLab's theme variables where there are some, and the
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
`;var yt=new Set(["webhook-started","document-started","verb-started","verb-ended","call-ended"]),xt=300,T=class{constructor(t){this.model=t;let e=(n,o)=>p("button",{type:"button",onclick:o},n);this.#o=e("Follow",()=>{this.#d=!this.#d,this.#f=null,this.#u()}),this.#r=e("Clear",()=>{for(let[n,o]of this.#s)o.over&&this.#s.delete(n);this.#u()}),this.root=p("div",{class:"vl vl-card vl-flow-card",role:"group","aria-label":"Flow of the lab"},p("div",{class:"vl-flow-top"},p("b",{},"Flow"),p("span",{class:"vl-soft"},t.get("about")),this.#n,p("div",{class:"vl-flow-buttons"},this.#o,this.#r)),this.#t),this.#e.draw(t.get("svg")),this.#i=new v(t,this.#p(),{event:n=>this.#v(n),changed:()=>this.#u()}),t.on("change:svg",this.#m),this.#l=V(this.root,()=>{}),this.#u()}model;root;#t=p("div",{class:"vl-flow-pane",tabindex:0,role:"region","aria-label":"Flow"});#e=new w(this.#t);#n=p("span",{class:"vl-soft vl-ellipsis",role:"status"});#o;#r;#s=new Map;#i;#l;#d=!0;#a=0;#c;#h="";#f=null;close(){this.#l(),this.#i.close(),clearTimeout(this.#c),cancelAnimationFrame(this.#a),this.model.off("change:svg",this.#m),this.root.remove()}#p(){let t=this.model.get("call_sid");return{calls:t?[t]:"all",history:!0,envelope:!1,documents:this.#b()}}#b(){return[...this.#e.places.boxes].filter(t=>t?.kind==="document"&&t.key.includes("/twiml/")).map(t=>t.key.split("/twiml/").at(-1)??"").slice(0,50)}#v(t){if(t.event==="document"){let{name:o,source:s}=t,i=this.#e.places.boxes.find(a=>a.key.endsWith(`/twiml/${o}`));typeof s=="string"&&i&&!i.sections.includes(S(s))&&this.#g();return}let e=t.call_sid;if(!e)return;if(t.event==="call-created"){[...this.#s.values()].some(i=>!i.over)||this.#s.clear();let s=`${t.from_??""} → ${t.to||"the application"}`;this.#s.set(e,{words:s,events:[],over:!1})}let n=this.#s.get(e);!n||!yt.has(t.event)||(n.events.push(t),t.event==="call-ended"&&(n.over=!0),this.#u())}#m=()=>{this.#e.draw(this.model.get("svg")),this.#i.look(this.#p()),this.#f=null,this.#u()};#g(){clearTimeout(this.#c),this.#c=setTimeout(()=>this.model.send({type:"redraw"}),xt)}#u(){this.#a||(this.#a=requestAnimationFrame(()=>this.#w()))}#w(){this.#a=0;let t=[...this.#s].map(([o,s])=>({sid:o,call:s,lit:W(this.#e.places,s.events)})),e=t.filter(({lit:o,call:s})=>o.boxes.size>0||!s.over);this.#e.light(e.map(({lit:o})=>o).filter(o=>o.boxes.size>0)),this.#o.setAttribute("aria-pressed",String(this.#d)),this.#r.disabled=!t.some(({call:o})=>o.over),_(this.#n,this.#y(e));let n=e.filter(({lit:o})=>o.strange).map(({sid:o,call:s})=>`${o} ${s.events.filter(i=>i.event==="document-started").length}`).join();n&&n!==this.#h&&(this.#h=n,this.#g()),this.#x(e.map(({lit:o})=>o))}#y(t){let{trouble:e}=this.#i;if(e)return`${e.message} ${e.cure}`;let n=t.at(-1);if(!n)return this.#i.waiting||"the way of the next call lights up here";let o=n.call.over?"ended":n.lit.words||"in progress",s=t.length>1?` · and ${t.length-1} more`:"";return`${H(n.sid)} ${n.call.words} · ${o}${s}`}#x(t){let e=t.findLast(l=>l.now!==null)?.now??null;if(!this.#d||e===null||e===this.#f)return;this.#f=e;let n=this.#e.row(e)?.getBoundingClientRect(),o=this.#t.getBoundingClientRect();if(!n)return;let s=(l,c,u,m)=>l<u?l-u-24:c>m?c-m+24:0,i=s(n.left,n.right,o.left,o.right),a=s(n.top,n.bottom,o.top,o.bottom),d=matchMedia("(prefers-reduced-motion: reduce)").matches;(i||a)&&this.#t.scrollBy({left:i,top:a,behavior:d?"auto":"smooth"})}};function kt({model:r,el:t}){k(t,"tokens",B),k(t,"flow",P);let e=new T(r);return t.append(e.root),()=>e.close()}var ye={render:U(kt)};export{ye as default};
