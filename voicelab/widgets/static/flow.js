var y=new Set;function M(n){let t=new URL(n);t.protocol==="http:"?y.add(t.host):y.delete(t.host)}var Ct=window.WebSocket;function Y(n){let t="/",e=Q(n.config);typeof e.baseUrl=="string"?t=e.baseUrl:n.bodyBaseUrl&&(t=n.bodyBaseUrl);let r=new URL(t,`${n.origin}/`);return r.href.endsWith("/")?r.href:`${r.href}/`}function Q(n){if(!n)return{};try{let t=JSON.parse(n);return typeof t=="object"&&t!==null?t:{}}catch{return{}}}function x(n){return n==="localhost"||n==="[::1]"||/^127(\.\d+){3}$/.test(n)}function R(n,t){let e=[];return t.url&&!x(new URL(t.url).hostname)&&e.push(tt(t.url)),t.port&&(n.origin.startsWith("http")&&e.push(`${Y(n)}proxy/${t.port}/`),(n.origin==="null"||Z(n)||x(F(n.origin)))&&e.push(`http://127.0.0.1:${t.port}/`)),e}function Z(n){return n.origin.startsWith("vscode-webview:")}function A(n){return n.config!==null||n.bodyBaseUrl!==null||x(F(n.origin))?"Run the cell with %load_ext voicelab again. If that does not help, voicelab doctor says what stops it.":"This page is no Jupyter's, and the lab is on the kernel's machine. Open the notebook in JupyterLab, in a browser; here lab.caller(...) places calls, and call.plot() and call.audio() show them."}function F(n){try{return new URL(n).hostname}catch{return""}}function tt(n){return n.endsWith("/")?n:`${n}/`}function C(n,t){let e=new URL(t,n);return e.protocol=e.protocol==="https:"?"wss:":"ws:",e.href}function g(n){return typeof n!="object"||n===null?null:typeof n.type=="string"?n:null}var f=class extends Error{constructor(e,r,o=null){super(e);this.cure=r;this.code=o}cure;code},et=1500,nt=15e3;function O(n,t,e){return new Promise((r,o)=>{let s=[setTimeout(()=>t("waiting for the kernel"),et),setTimeout(()=>t("no answer from the kernel: was it started anew? Run this cell again"),nt)],i=()=>{for(let l of s)clearTimeout(l);n.off("msg:custom",u),e.removeEventListener("abort",a)},a=()=>{i(),o(e.reason)},u=l=>{let c=g(l);c?.type==="credentials"&&(i(),typeof c.error=="string"?o(new f(c.error,String(c.cure??""))):r(ot(c)))};if(e.aborted){a();return}e.addEventListener("abort",a),n.on("msg:custom",u);try{n.send({type:"credentials"})}catch{i(),o(new f("The kernel that made this is gone, and its lab with it.","Run the cell with %load_ext voicelab, then this cell again."))}})}function ot(n){let t=e=>typeof e=="string"&&e?e:null;return{port:typeof n.port=="number"?n.port:null,url:t(n.url),account_sid:t(n.account_sid),token:t(n.token),observe_token:t(n.observe_token)}}function N(){return{origin:location.origin,config:document.getElementById("jupyter-config-data")?.textContent??null,bodyBaseUrl:document.body.dataset.baseUrl??null}}async function $(n){let t=[];for(let e of R(N(),n))if(t.push(e),await rt(e,n))return M(e),e;throw new f(`The lab does not answer${t.length?` at ${t.join(" or ")}`:""}.`,A(N()))}async function rt(n,t){let e=t.account_sid,r=e?`?account_sid=${encodeURIComponent(e)}`:"",o=await st(n,r,t.token??t.observe_token);return!!o?.voicelab&&(!e||o?.account_sid===e)}async function st(n,t,e){let o=new URL(n,location.href).origin===location.origin&&e?{"X-Twilio-Token":e}:{};try{let s=AbortSignal.timeout(4e3),i=await fetch(`${n}health${t}`,{headers:o,signal:s,cache:"no-store"});return i.ok?await i.json():null}catch{return null}}async function _(n,t){try{let e=await fetch(`${n}lab/v1/tokens/renew`,{method:"POST",headers:{"Content-Type":"application/json"},body:JSON.stringify({token:t}),signal:AbortSignal.timeout(8e3)});if(!e.ok)return null;let r=await e.json();return typeof r.token=="string"?r.token:null}catch{return null}}function P(n){try{let t=(n.split(".")[1]??"").replaceAll("-","+").replaceAll("_","/"),e=JSON.parse(atob(t)),r=Number(e.exp)-Number(e.nbf);return r>0?r:null}catch{return null}}var W=300,it=8e3,k=.5,lt=.1,b=class{constructor(t,e,r){this.base=t;this.token=e;this.hooks=r;this.#l(k)}base;token;hooks;#t=null;#e=!1;#n=!1;#o=W;#r;#s;#i=null;watch(t){this.#i=t,this.#t?this.#t.readyState===WebSocket.OPEN&&this.#a():this.#c()}close(){this.#n=!0,clearTimeout(this.#r),clearTimeout(this.#s),this.#t?.close(),this.#t=null}#l(t){clearTimeout(this.#s);let e=P(this.token);e!==null&&(this.#s=setTimeout(()=>{this.#u()},e*t*1e3))}async#u(){let t=await _(this.base,this.token);if(!this.#n){if(!t)return this.#l(lt);this.token=t,this.#e&&this.#t?.readyState===WebSocket.OPEN&&this.#t.send(JSON.stringify({renew:t})),this.hooks.renewed?.(t),this.#l(k)}}#a(){this.#i&&this.#t?.send(JSON.stringify({token:this.token,...this.#i}))}#c(){if(this.#n)return;let t=new WebSocket(C(this.base,"observe"));this.#t=t,this.#e=!1;let e=null;t.onopen=()=>this.#a(),t.onmessage=r=>{let o=at(r.data);o&&(o.event==="hello"?(this.#o=W,this.#e||this.hooks.state?.(!0),this.#e=!0):o.event==="refused"?e=this.hooks.refused(typeof o.code=="number"?o.code:null,String(o.message)):o.event!=="renewed"&&this.hooks.event(o))},t.onclose=async()=>{if(this.#t===t){if(this.#t=null,this.#e&&this.hooks.state?.(!1),e){let r=await e;if(r===null)return;this.token=r,this.#l(k)}this.#r=setTimeout(()=>this.#c(),this.#o),this.#o=Math.min(it,this.#o*2)}}}};function at(n){if(typeof n!="string")return null;try{let t=JSON.parse(n);if(typeof t=="object"&&t!==null&&"event"in t)return t}catch{}return null}var ct=5e3,ut=4e3,dt=2e4,ht=[20404,21220],v=class{constructor(t,e,r){this.model=t;this.watch=e;this.hooks=r;t.on("msg:custom",this.#h),this.#l()}model;watch;hooks;trouble=null;waiting="looking for the lab";connected=!1;#t=null;#e="";#n="";#o=new AbortController;#r;close(){this.#i(),this.model.off("msg:custom",this.#h)}look(t){this.watch=t,this.#t?.watch(t)}dismissTrouble(){this.trouble=null,this.hooks.changed()}async act(t,e,r=!1){try{let o=await this.#s(t,e);return this.trouble=null,this.hooks.changed(),o}catch(o){let s=o instanceof f?o:new f("The lab did not answer.","Try it again.");return this.trouble=r&&ht.includes(s.code)?null:s,this.hooks.changed(),null}}async#s(t,e){if(!this.#e)throw new f("The lab was not found yet.","Wait a moment.");let r=()=>fetch(`${this.#e}lab/v1/${t}`,{method:"POST",headers:{"Content-Type":"application/json","X-Twilio-Token":this.#n},body:JSON.stringify(e),signal:AbortSignal.timeout(dt)}),o=await r();o.status===401&&(this.#n=(await this.#a(this.#o.signal)).observe_token??"",o=await r());let s=await o.json().catch(()=>({}));if(o.ok)return s;throw new f(String(s.message??"The lab did not do it."),String(s.cure??""),typeof s.code=="number"?s.code:null)}#i(){this.#o.abort(new DOMException("closed","AbortError")),clearTimeout(this.#r),this.#t?.close(),this.#t=null,this.connected=!1}async#l(){this.#i(),this.#o=new AbortController;let t=this.#o.signal;try{let e=await this.#a(t),r=e.observe_token;if(!r)throw new f("The kernel gave no token.","Run the cell again.");let o=await $(e);if(t.aborted)return;this.#n=r,this.#e=o,this.#t=new b(this.#e,this.#n,{event:s=>this.hooks.event(s),refused:async(s,i)=>{let a=(await this.#a(t).catch(()=>null))?.observe_token??null;return t.aborted?null:(a?this.#n=a:this.#c(new f(i,"Run the cell again.",s)),a)},renewed:s=>{this.#n=s},state:s=>this.#u(s)}),this.#t.watch(this.watch),this.trouble=null}catch(e){if(t.aborted)return;this.#c(e instanceof f?e:new f(String(e),"Run the cell again.")),this.#r=setTimeout(()=>{this.#l()},ct)}this.hooks.changed()}#u(t){this.connected=t,this.waiting=t?"":"the lab went away, looking for it",clearTimeout(this.#r),t||(this.#r=setTimeout(()=>{this.#l()},ut)),this.hooks.changed()}#a(t){let e=r=>{this.waiting=r,this.hooks.changed()};return O(this.model,e,t)}#c(t){this.trouble=t,this.waiting="not connected",this.hooks.changed()}#h=t=>{g(t)?.type==="moved"&&this.#l()}};function j(n){n.stopPropagation(),n.repeat&&n.key==="Enter"&&n.target.closest("button")&&n.preventDefault()}function p(n,t={},...e){let r=document.createElement(n);for(let[o,s]of Object.entries(t))s==null||s===!1||(typeof s=="function"?r.addEventListener(o.slice(2),s):r.setAttribute(o,s===!0?"":String(s)));return r.append(...e),r}function U(n,t){n.textContent!==t&&(n.textContent=t)}function S(n,t,e){let r=n.getRootNode(),o=r instanceof ShadowRoot?r:document.head,s=`voicelab-${t}`,i=o.querySelector(`style[data-voicelab="${s}"]`);i||(i=p("style",{"data-voicelab":s}),o.append(i)),i.textContent!==e&&(i.textContent=e)}var H=`.vl-flow-card {
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
`;var pt=["on input","always","when recorded","afterwards",""];function T(n){let t=2166136261;for(let e of new TextEncoder().encode(n))t=Math.imul(t^e,16777619)>>>0;return t.toString(16).padStart(8,"0")}function mt(n){let t=n.split("#")[0]?.split("?")[0]??"";try{return decodeURIComponent(t)}catch{return t}}function V(n,t){let e={boxes:new Set,steps:new Map,ways:new Set,now:null,words:"",strange:!1,over:!1},r=new Map,o=new Map,s=null,i="",a=0;for(let l of t)switch(l.event){case"webhook-started":i=gt(l.parameters);break;case"document-started":{let c=bt(n,l);if(!c){e.strange=!0;break}r.set(l.document,c),e.boxes.add(c.box.id),c.section<0&&(e.strange=!0);let d=s&&wt(n,s,c.box.id,i);d&&e.ways.add(d.id),s=null,i="";break}case"verb-started":{let c=vt(n,r.get(l.document),l);if(o.set(l.verb_id,{step:c,words:String(l.verb)}),!c)break;a+=1,e.steps.set(c.id,[...e.steps.get(c.id)??[],a]);for(let d of n.ways){let m=n.boxes[d.to];d.from!==c.id||m?.kind!=="party"||(e.ways.add(d.id),e.boxes.add(m.id))}break}case"verb-ended":String(l.outcome).startsWith("go to")&&(s=o.get(l.verb_id)?.step??s),o.delete(l.verb_id);break;case"call-ended":e.over=!0,o.clear();break}let u=[...o.values()].at(-1);return e.now=u?.step?.id??null,e.words=u?.words??"",e}function gt(n){if(typeof n!="object"||n===null)return"";let{Digits:t,SpeechResult:e}=n;return String(t||e||"").slice(0,24)}function bt(n,t){let e=T(String(t.source??"")),r=t.url?mt(String(t.url)):e,o=n.boxes.find(i=>i.key===r);if(!o)return null;let s=o.kind==="document"?0:o.sections.indexOf(e);return{box:o,section:s}}function vt(n,t,e){if(!t)return null;let r=n.steps.filter(i=>i.box===t.box.id&&i.section===t.section&&i.line===e.line&&i.verb===e.verb),o=Number(e.column),s=i=>Math.abs(i.column-o);return r.sort((i,a)=>s(i)-s(a))[0]??null}function wt(n,t,e,r){let o=n.ways.filter(i=>i.from===t.id&&i.to===e);return(r?o.find(i=>i.label.split(", ").includes(r)):void 0)??o.find(i=>pt.includes(i.label))??o[0]??null}var B="http://www.w3.org/2000/svg",w=class{places={boxes:[],steps:[],ways:[]};#t=new Map;#e=new Map;#n=new Map;#o=[];#r=p("div",{class:"vl-flow-world"});constructor(t){t.append(this.#r)}draw(t){this.#r.innerHTML=t,this.#o=[],this.#t.clear(),this.#e.clear(),this.#n.clear();let e={boxes:[],steps:[],ways:[]};for(let r of this.#r.querySelectorAll("[data-box]")){let{box:o="",key:s="",kind:i="",sections:a=""}=r.dataset,u=Number(o);e.boxes[u]={id:u,key:s,kind:i,sections:a.split(" ").filter(Boolean)};let l=r.querySelector(".f-box");l&&this.#t.set(u,l);for(let c of r.querySelectorAll("[data-step]")){let{step:d="",section:m,line:D,column:J,verb:z=""}=c.dataset,X={section:Number(m),line:Number(D),column:Number(J)};e.steps.push({id:Number(d),box:u,verb:z,...X});let L=c.querySelector(".f-row");L&&this.#e.set(Number(d),L)}}for(let r of this.#r.querySelectorAll("[data-way]")){let{way:o="",from:s,to:i,label:a=""}=r.dataset,u=Number(o);this.#n.set(u,[...this.#n.get(u)??[],r,...r.children]),i!==void 0&&e.ways.push({id:u,from:s?Number(s):null,to:Number(i),label:a})}this.places=e}light(t){let e=o=>t.some(o);for(let[o,s]of this.#t)s.classList.toggle("f-live",e(i=>i.boxes.has(o)));for(let[o,s]of this.#e)s.classList.toggle("f-live",e(i=>i.steps.has(o))),s.classList.toggle("f-now",e(i=>i.now===o));for(let[o,s]of this.#n){let i=e(a=>a.ways.has(o));for(let a of s)a.classList.toggle("f-live",i)}this.#s(t.map(o=>o.now).filter(o=>o!==null));for(let o of this.#o)o.remove();this.#o=[];let[r]=t;if(r&&t.length===1)for(let[o,s]of r.steps)this.#i(this.#e.get(o),s)}row(t){return this.#e.get(t)}#s(t){let e=[...this.#r.querySelectorAll(".vl-flow-pulse")];for(let r of e)t.includes(Number(r.dataset.on))||r.remove();for(let r of new Set(t)){let o=this.#e.get(r);if(!o||e.some(c=>c.isConnected&&Number(c.dataset.on)===r))continue;let{x:s,y:i,width:a,height:u}=o,l=p("div",{class:"vl-flow-pulse","data-on":r});l.style.left=`${s.baseVal.value}px`,l.style.top=`${i.baseVal.value}px`,l.style.width=`${a.baseVal.value}px`,l.style.height=`${u.baseVal.value}px`,this.#r.append(l)}}#i(t,e){if(!t)return;let r=e.slice(0,2).join(",")+(e.length>2?"…":""),o=Math.max(17,7*r.length+6),s=t.x.baseVal.value+4,i=t.y.baseVal.value+t.height.baseVal.value/2,a=document.createElementNS(B,"rect"),u={x:s-o,y:i-8.5,width:o,height:17,rx:8.5,class:"f-disc"};for(let[d,m]of Object.entries(u))a.setAttribute(d,String(m));let l=document.createElementNS(B,"text"),c={x:s-o/2,y:i+4,"text-anchor":"middle",class:"f-turn"};for(let[d,m]of Object.entries(c))l.setAttribute(d,String(m));l.textContent=r,t.after(a,l),this.#o.push(a,l)}};function yt(n){return n.closest(".jupyter-widgets-disconnected")!==null}function I(n){return t=>{let{model:e,el:r}=t;return yt(r)?(r.innerHTML=e.get("standing"),()=>r.replaceChildren()):n(t)}}function xt(n){let t=n.match(/[\d.]+/g)?.map(Number);if(!t||t.length<3||t.length>3&&t[3]===0)return null;let[e=0,r=0,o=0]=t.map(s=>{let i=s/255;return i<=.04045?i/12.92:((i+.055)/1.055)**2.4});return .2126*e+.7152*r+.0722*o}function kt(n){let t=document.body.dataset.jpThemeLight;if(t==="true")return!1;if(t==="false"||document.body.classList.contains("vscode-dark"))return!0;if(document.body.classList.contains("vscode-light"))return!1;for(let e=n.parentElement;e;e=e.parentElement){let r=xt(getComputedStyle(e).backgroundColor);if(r!==null)return r<.2}return matchMedia("(prefers-color-scheme: dark)").matches}function G(n,t){let e=()=>{let i=kt(n)?"dark":"light";n.dataset.vlTheme!==i&&(n.dataset.vlTheme=i,t())},r=new MutationObserver(()=>requestAnimationFrame(e)),o={attributes:!0,attributeFilter:["class","style","data-jp-theme-light","data-theme"]};r.observe(document.body,o),r.observe(document.documentElement,o);let s=matchMedia("(prefers-color-scheme: dark)");return s.addEventListener("change",e),requestAnimationFrame(e),()=>{r.disconnect(),s.removeEventListener("change",e)}}function q(n){return n.length>10?`${n.slice(0,4)}…${n.slice(-2)}`:n}var K=`/* VoiceLab's colours, type and shapes. They follow JupyterLab's theme variables where there are some, and the
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
`;var Tt=new Set(["webhook-started","document-started","verb-started","verb-ended","call-ended"]),Et=300,E=class{constructor(t){this.model=t;let e=(r,o)=>p("button",{type:"button",onclick:o},r);this.#o=e("Follow",()=>{this.#u=!this.#u,this.#f=null,this.#d()}),this.#r=e("Clear",()=>{for(let[r,o]of this.#s)o.over&&this.#s.delete(r);this.#d()}),this.root=p("div",{class:"vl vl-card vl-flow-card",role:"group","aria-label":"Flow of the lab","data-lm-suppress-shortcuts":"true",onkeydown:j},p("div",{class:"vl-flow-top"},p("b",{},"Flow"),p("span",{class:"vl-soft"},t.get("about")),this.#n,p("div",{class:"vl-flow-buttons"},this.#o,this.#r)),this.#t),this.#e.draw(t.get("svg")),this.#i=new v(t,this.#p(),{event:r=>this.#v(r),changed:()=>this.#d()}),t.on("change:svg",this.#m),this.#l=G(this.root,()=>{}),this.#d()}model;root;#t=p("div",{class:"vl-flow-pane",tabindex:0,role:"region","aria-label":"Flow"});#e=new w(this.#t);#n=p("span",{class:"vl-soft vl-ellipsis",role:"status"});#o;#r;#s=new Map;#i;#l;#u=!0;#a=0;#c;#h="";#f=null;close(){this.#l(),this.#i.close(),clearTimeout(this.#c),cancelAnimationFrame(this.#a),this.model.off("change:svg",this.#m),this.root.remove()}#p(){let t=this.model.get("call_sid");return{calls:t?[t]:"all",history:!0,envelope:!1,documents:this.#b()}}#b(){return[...this.#e.places.boxes].filter(t=>t?.kind==="document"&&t.key.includes("/twiml/")).map(t=>t.key.split("/twiml/").at(-1)??"").slice(0,50)}#v(t){if(t.event==="document"){let{name:o,source:s}=t,i=this.#e.places.boxes.find(a=>a.key.endsWith(`/twiml/${o}`));typeof s=="string"&&i&&!i.sections.includes(T(s))&&this.#g();return}let e=t.call_sid;if(!e)return;if(t.event==="call-created"){[...this.#s.values()].some(i=>!i.over)||this.#s.clear();let s=`${t.from_??""} → ${t.to||"the application"}`;this.#s.set(e,{words:s,events:[],over:!1})}let r=this.#s.get(e);!r||!Tt.has(t.event)||(r.events.push(t),t.event==="call-ended"&&(r.over=!0),this.#d())}#m=()=>{this.#e.draw(this.model.get("svg")),this.#i.look(this.#p()),this.#f=null,this.#d()};#g(){clearTimeout(this.#c),this.#c=setTimeout(()=>this.model.send({type:"redraw"}),Et)}#d(){this.#a||(this.#a=requestAnimationFrame(()=>this.#w()))}#w(){this.#a=0;let t=[...this.#s].map(([o,s])=>({sid:o,call:s,lit:V(this.#e.places,s.events)})),e=t.filter(({lit:o,call:s})=>o.boxes.size>0||!s.over);this.#e.light(e.map(({lit:o})=>o).filter(o=>o.boxes.size>0)),this.#o.setAttribute("aria-pressed",String(this.#u)),this.#r.disabled=!t.some(({call:o})=>o.over),U(this.#n,this.#y(e));let r=e.filter(({lit:o})=>o.strange).map(({sid:o,call:s})=>`${o} ${s.events.filter(i=>i.event==="document-started").length}`).join();r&&r!==this.#h&&(this.#h=r,this.#g()),this.#x(e.map(({lit:o})=>o))}#y(t){let{trouble:e}=this.#i;if(e)return`${e.message} ${e.cure}`;let r=t.at(-1);if(!r)return this.#i.waiting||"the way of the next call lights up here";let o=r.call.over?"ended":r.lit.words||"in progress",s=t.length>1?` · and ${t.length-1} more`:"";return`${q(r.sid)} ${r.call.words} · ${o}${s}`}#x(t){let e=t.findLast(l=>l.now!==null)?.now??null;if(!this.#u||e===null||e===this.#f)return;this.#f=e;let r=this.#e.row(e)?.getBoundingClientRect(),o=this.#t.getBoundingClientRect();if(!r)return;let s=(l,c,d,m)=>l<d?l-d-24:c>m?c-m+24:0,i=s(r.left,r.right,o.left,o.right),a=s(r.top,r.bottom,o.top,o.bottom),u=matchMedia("(prefers-reduced-motion: reduce)").matches;(i||a)&&this.#t.scrollBy({left:i,top:a,behavior:u?"auto":"smooth"})}};function Lt({model:n,el:t}){S(t,"tokens",K),S(t,"flow",H);let e=new E(n);return t.append(e.root),()=>e.close()}var Me={render:I(Lt)};export{Me as default};
