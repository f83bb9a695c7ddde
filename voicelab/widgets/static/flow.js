var y=new Set;function M(o){let t=new URL(o);t.protocol==="http:"?y.add(t.host):y.delete(t.host)}var Mt=window.WebSocket;function K(o){let t="/",e=J(o.config);typeof e.baseUrl=="string"?t=e.baseUrl:o.bodyBaseUrl&&(t=o.bodyBaseUrl);let n=new URL(t,`${o.origin}/`);return n.href.endsWith("/")?n.href:`${n.href}/`}function J(o){if(!o)return{};try{let t=JSON.parse(o);return typeof t=="object"&&t!==null?t:{}}catch{return{}}}function L(o){return o==="localhost"||o==="[::1]"||/^127(\.\d+){3}$/.test(o)}function R(o,t){let e=[];return t.url&&!L(new URL(t.url).hostname)&&e.push(X(t.url)),t.port&&(o.origin.startsWith("http")&&e.push(`${K(o)}proxy/${t.port}/`),(o.origin==="null"||L(z(o.origin)))&&e.push(`http://127.0.0.1:${t.port}/`)),e}function z(o){try{return new URL(o).hostname}catch{return""}}function X(o){return o.endsWith("/")?o:`${o}/`}function A(o,t){let e=new URL(t,o);return e.protocol=e.protocol==="https:"?"wss:":"ws:",e.href}function g(o){return typeof o!="object"||o===null?null:typeof o.type=="string"?o:null}var f=class extends Error{constructor(e,n,r=null){super(e);this.cure=n;this.code=r}cure;code},Y=1500,Q=15e3;function F(o,t,e){return new Promise((n,r)=>{let s=[setTimeout(()=>t("waiting for the kernel"),Y),setTimeout(()=>t("no answer from the kernel: was it started anew? Run this cell again"),Q)],i=()=>{for(let c of s)clearTimeout(c);o.off("msg:custom",a)},a=c=>{let l=g(c);l?.type==="credentials"&&(i(),typeof l.error=="string"?r(new f(l.error,String(l.cure??""))):n(Z(l)))};e.addEventListener("abort",()=>{i(),r(e.reason)}),o.on("msg:custom",a);try{o.send({type:"credentials"})}catch{i(),r(new f("The kernel that made this is gone, and its lab with it.","Run the cell with %load_ext voicelab, then this cell again."))}})}function Z(o){let t=e=>typeof e=="string"&&e?e:null;return{port:typeof o.port=="number"?o.port:null,url:t(o.url),account_sid:t(o.account_sid),token:t(o.token),observe_token:t(o.observe_token)}}function tt(){return{origin:location.origin,config:document.getElementById("jupyter-config-data")?.textContent??null,bodyBaseUrl:document.body.dataset.baseUrl??null}}async function C(o){let t=[];for(let e of R(tt(),o))if(t.push(e),await et(e,o))return M(e),e;throw new f(`The lab does not answer${t.length?` at ${t.join(" or ")}`:""}.`,"Run the cell with %load_ext voicelab again. If that does not help, voicelab doctor says what stops it.")}async function et(o,t){let e=t.account_sid,r=new URL(o,location.href).origin===location.origin?t.token??t.observe_token:null,s=r?{"X-Twilio-Token":r}:{};try{let i=e?`?account_sid=${encodeURIComponent(e)}`:"",a=await fetch(`${o}health${i}`,{headers:s,signal:AbortSignal.timeout(4e3),cache:"no-store"});if(!a.ok)return!1;let c=await a.json();return!!c.voicelab&&(!e||c.account_sid===e)}catch{return!1}}async function N(o,t){try{let e=await fetch(`${o}lab/v1/tokens/renew`,{method:"POST",headers:{"Content-Type":"application/json"},body:JSON.stringify({token:t}),signal:AbortSignal.timeout(8e3)});if(!e.ok)return null;let n=await e.json();return typeof n.token=="string"?n.token:null}catch{return null}}function _(o){try{let t=(o.split(".")[1]??"").replaceAll("-","+").replaceAll("_","/"),e=JSON.parse(atob(t)),n=Number(e.exp)-Number(e.nbf);return n>0?n:null}catch{return null}}var O=300,nt=8e3,x=.5,ot=.1,b=class{constructor(t,e,n){this.base=t;this.token=e;this.hooks=n;this.#l(x)}base;token;hooks;#t=null;#e=!1;#n=!1;#o=O;#r;#s;#i=null;watch(t){this.#i=t,this.#t?this.#t.readyState===WebSocket.OPEN&&this.#a():this.#c()}close(){this.#n=!0,clearTimeout(this.#r),clearTimeout(this.#s),this.#t?.close(),this.#t=null}#l(t){clearTimeout(this.#s);let e=_(this.token);e!==null&&(this.#s=setTimeout(()=>{this.#d()},e*t*1e3))}async#d(){let t=await N(this.base,this.token);if(!this.#n){if(!t)return this.#l(ot);this.token=t,this.#e&&this.#t?.readyState===WebSocket.OPEN&&this.#t.send(JSON.stringify({renew:t})),this.hooks.renewed?.(t),this.#l(x)}}#a(){this.#i&&this.#t?.send(JSON.stringify({token:this.token,...this.#i}))}#c(){if(this.#n)return;let t=new WebSocket(A(this.base,"observe"));this.#t=t,this.#e=!1;let e=null;t.onopen=()=>this.#a(),t.onmessage=n=>{let r=rt(n.data);r&&(r.event==="hello"?(this.#o=O,this.#e||this.hooks.state?.(!0),this.#e=!0):r.event==="refused"?e=this.hooks.refused(typeof r.code=="number"?r.code:null,String(r.message)):r.event!=="renewed"&&this.hooks.event(r))},t.onclose=async()=>{if(this.#t===t){if(this.#t=null,this.#e&&this.hooks.state?.(!1),e){let n=await e;if(n===null)return;this.token=n,this.#l(x)}this.#r=setTimeout(()=>this.#c(),this.#o),this.#o=Math.min(nt,this.#o*2)}}}};function rt(o){if(typeof o!="string")return null;try{let t=JSON.parse(o);if(typeof t=="object"&&t!==null&&"event"in t)return t}catch{}return null}var st=5e3,it=4e3,lt=2e4,v=class{constructor(t,e,n){this.model=t;this.watch=e;this.hooks=n;t.on("msg:custom",this.#c),this.#l()}model;watch;hooks;trouble=null;waiting="looking for the lab";connected=!1;#t=null;#e="";#n="";#o=new AbortController;#r;close(){this.#i(),this.model.off("msg:custom",this.#c)}look(t){this.watch=t,this.#t?.watch(t)}dismissTrouble(){this.trouble=null,this.hooks.changed()}async act(t,e){try{let n=await this.#s(t,e);return this.trouble=null,this.hooks.changed(),n}catch(n){return this.trouble=n instanceof f?n:new f("The lab did not answer.","Try it again."),this.hooks.changed(),null}}async#s(t,e){if(!this.#e)throw new f("The lab was not found yet.","Wait a moment.");let n=()=>fetch(`${this.#e}lab/v1/${t}`,{method:"POST",headers:{"Content-Type":"application/json","X-Twilio-Token":this.#n},body:JSON.stringify(e),signal:AbortSignal.timeout(lt)}),r=await n();r.status===401&&(this.#n=(await this.#a(this.#o.signal)).observe_token??"",r=await n());let s=await r.json().catch(()=>({}));if(r.ok)return s;throw new f(String(s.message??"The lab did not do it."),String(s.cure??""),typeof s.code=="number"?s.code:null)}#i(){this.#o.abort(new DOMException("closed","AbortError")),clearTimeout(this.#r),this.#t?.close(),this.#t=null,this.connected=!1}async#l(){this.#i(),this.#o=new AbortController;let t=this.#o.signal;try{let e=await this.#a(t);if(this.#n=e.observe_token??"",!this.#n)throw new f("The kernel gave no token.","Run the cell again.");if(this.#e=await C(e),t.aborted)return;this.#t=new b(this.#e,this.#n,{event:n=>this.hooks.event(n),refused:async()=>{let n=await this.#a(t).catch(()=>null);return n?.observe_token&&(this.#n=n.observe_token),n?.observe_token??null},renewed:n=>{this.#n=n},state:n=>this.#d(n)}),this.#t.watch(this.watch),this.trouble=null}catch(e){if(t.aborted)return;this.trouble=e instanceof f?e:new f(String(e),"Run the cell again."),this.waiting="not connected",this.#r=setTimeout(()=>{this.#l()},st)}this.hooks.changed()}#d(t){this.connected=t,this.waiting=t?"":"the lab went away, looking for it",clearTimeout(this.#r),t||(this.#r=setTimeout(()=>{this.#l()},it)),this.hooks.changed()}#a(t){let e=n=>{this.waiting=n,this.hooks.changed()};return F(this.model,e,t)}#c=t=>{g(t)?.type==="moved"&&this.#l()}};function m(o,t={},...e){let n=document.createElement(o);for(let[r,s]of Object.entries(t))s==null||s===!1||(typeof s=="function"?n.addEventListener(r.slice(2),s):n.setAttribute(r,s===!0?"":String(s)));return n.append(...e),n}function $(o,t){o.textContent!==t&&(o.textContent=t)}function k(o,t,e){let n=o.getRootNode(),r=n instanceof ShadowRoot?n:document.head,s=`voicelab-${t}`,i=r.querySelector(`style[data-voicelab="${s}"]`);i||(i=m("style",{"data-voicelab":s}),r.append(i)),i.textContent!==e&&(i.textContent=e)}var P=`.vl-flow-card {
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
`;var ct=["on input","always","when recorded","afterwards",""];function S(o){let t=2166136261;for(let e of new TextEncoder().encode(o))t=Math.imul(t^e,16777619)>>>0;return t.toString(16).padStart(8,"0")}function dt(o){let t=o.split("#")[0]?.split("?")[0]??"";try{return decodeURIComponent(t)}catch{return t}}function W(o,t){let e={boxes:new Set,steps:new Map,ways:new Set,now:null,words:"",strange:!1,over:!1},n=new Map,r=new Map,s=null,i="",a=0;for(let l of t)switch(l.event){case"webhook-started":i=ut(l.parameters);break;case"document-started":{let d=ht(o,l);if(!d){e.strange=!0;break}n.set(l.document,d),e.boxes.add(d.box.id),d.section<0&&(e.strange=!0);let u=s&&pt(o,s,d.box.id,i);u&&e.ways.add(u.id),s=null,i="";break}case"verb-started":{let d=ft(o,n.get(l.document),l);if(r.set(l.verb_id,{step:d,words:String(l.verb)}),!d)break;a+=1,e.steps.set(d.id,[...e.steps.get(d.id)??[],a]);for(let u of o.ways){let p=o.boxes[u.to];u.from!==d.id||p?.kind!=="party"||(e.ways.add(u.id),e.boxes.add(p.id))}break}case"verb-ended":String(l.outcome).startsWith("go to")&&(s=r.get(l.verb_id)?.step??s),r.delete(l.verb_id);break;case"call-ended":e.over=!0,r.clear();break}let c=[...r.values()].at(-1);return e.now=c?.step?.id??null,e.words=c?.words??"",e}function ut(o){if(typeof o!="object"||o===null)return"";let{Digits:t,SpeechResult:e}=o;return String(t||e||"").slice(0,24)}function ht(o,t){let e=S(String(t.source??"")),n=t.url?dt(String(t.url)):e,r=o.boxes.find(i=>i.key===n);if(!r)return null;let s=r.kind==="document"?0:r.sections.indexOf(e);return{box:r,section:s}}function ft(o,t,e){if(!t)return null;let n=o.steps.filter(i=>i.box===t.box.id&&i.section===t.section&&i.line===e.line&&i.verb===e.verb),r=Number(e.column),s=i=>Math.abs(i.column-r);return n.sort((i,a)=>s(i)-s(a))[0]??null}function pt(o,t,e,n){let r=o.ways.filter(i=>i.from===t.id&&i.to===e);return(n?r.find(i=>i.label.split(", ").includes(n)):void 0)??r.find(i=>ct.includes(i.label))??r[0]??null}var j="http://www.w3.org/2000/svg",w=class{constructor(t){this.root=t}root;places={boxes:[],steps:[],ways:[]};#t=new Map;#e=new Map;#n=new Map;#o=[];draw(t){this.root.innerHTML=t,this.#o=[],this.#t.clear(),this.#e.clear(),this.#n.clear();let e={boxes:[],steps:[],ways:[]};for(let n of this.root.querySelectorAll("[data-box]")){let{box:r="",key:s="",kind:i="",sections:a=""}=n.dataset,c=Number(r);e.boxes[c]={id:c,key:s,kind:i,sections:a.split(" ").filter(Boolean)};let l=n.querySelector(".f-box");l&&this.#t.set(c,l);for(let d of n.querySelectorAll("[data-step]")){let{step:u="",section:p,line:G,column:I,verb:q=""}=d.dataset,D={section:Number(p),line:Number(G),column:Number(I)};e.steps.push({id:Number(u),box:c,verb:q,...D});let E=d.querySelector(".f-row");E&&this.#e.set(Number(u),E)}}for(let n of this.root.querySelectorAll("[data-way]")){let{way:r="",from:s,to:i,label:a=""}=n.dataset,c=Number(r);this.#n.set(c,[...this.#n.get(c)??[],n,...n.children]),i!==void 0&&e.ways.push({id:c,from:s?Number(s):null,to:Number(i),label:a})}this.places=e}light(t){let e=r=>t.some(r);for(let[r,s]of this.#t)s.classList.toggle("f-live",e(i=>i.boxes.has(r)));for(let[r,s]of this.#e)s.classList.toggle("f-live",e(i=>i.steps.has(r))),s.classList.toggle("f-now",e(i=>i.now===r));for(let[r,s]of this.#n){let i=e(a=>a.ways.has(r));for(let a of s)a.classList.toggle("f-live",i)}for(let r of this.#o)r.remove();this.#o=[];let[n]=t;if(n&&t.length===1)for(let[r,s]of n.steps)this.#r(this.#e.get(r),s)}row(t){return this.#e.get(t)}#r(t,e){if(!t)return;let n=e.slice(0,2).join(",")+(e.length>2?"…":""),r=Math.max(17,7*n.length+6),s=t.x.baseVal.value+5,i=t.y.baseVal.value+t.height.baseVal.value/2,a=document.createElementNS(j,"rect"),c={x:s-r,y:i-8.5,width:r,height:17,rx:8.5,class:"f-disc"};for(let[u,p]of Object.entries(c))a.setAttribute(u,String(p));let l=document.createElementNS(j,"text"),d={x:s-r/2,y:i+4,"text-anchor":"middle",class:"f-turn"};for(let[u,p]of Object.entries(d))l.setAttribute(u,String(p));l.textContent=n,t.after(a,l),this.#o.push(a,l)}};function mt(o){return o.closest(".jupyter-widgets-disconnected")!==null}function U(o){return t=>{let{model:e,el:n}=t;return mt(n)?(n.innerHTML=e.get("standing"),()=>n.replaceChildren()):o(t)}}function gt(o){let t=o.match(/[\d.]+/g)?.map(Number);if(!t||t.length<3||t.length>3&&t[3]===0)return null;let[e=0,n=0,r=0]=t.map(s=>{let i=s/255;return i<=.04045?i/12.92:((i+.055)/1.055)**2.4});return .2126*e+.7152*n+.0722*r}function bt(o){let t=document.body.dataset.jpThemeLight;if(t==="true")return!1;if(t==="false"||document.body.classList.contains("vscode-dark"))return!0;if(document.body.classList.contains("vscode-light"))return!1;for(let e=o.parentElement;e;e=e.parentElement){let n=gt(getComputedStyle(e).backgroundColor);if(n!==null)return n<.2}return matchMedia("(prefers-color-scheme: dark)").matches}function B(o,t){let e=()=>{let i=bt(o)?"dark":"light";o.dataset.vlTheme!==i&&(o.dataset.vlTheme=i,t())},n=new MutationObserver(()=>requestAnimationFrame(e)),r={attributes:!0,attributeFilter:["class","style","data-jp-theme-light","data-theme"]};n.observe(document.body,r),n.observe(document.documentElement,r);let s=matchMedia("(prefers-color-scheme: dark)");return s.addEventListener("change",e),requestAnimationFrame(e),()=>{n.disconnect(),s.removeEventListener("change",e)}}function H(o){return o.length>10?`${o.slice(0,4)}…${o.slice(-2)}`:o}var V=`/* VoiceLab's colours, type and shapes. They follow JupyterLab's theme variables where there are some, and the
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
`;var wt=new Set(["webhook-started","document-started","verb-started","verb-ended","call-ended"]),yt=300,T=class{constructor(t){this.model=t;let e=(n,r)=>m("button",{type:"button",onclick:r},n);this.#o=e("Follow",()=>{this.#d=!this.#d,this.#h=null,this.#u()}),this.#r=e("Clear",()=>{for(let[n,r]of this.#s)r.over&&this.#s.delete(n);this.#u()}),this.root=m("div",{class:"vl vl-card vl-flow-card",role:"group","aria-label":"Flow of the lab"},m("div",{class:"vl-flow-top"},m("b",{},"Flow"),m("span",{class:"vl-soft"},t.get("about")),this.#n,m("div",{class:"vl-flow-buttons"},this.#o,this.#r)),this.#t),this.#e.draw(t.get("svg")),this.#i=new v(t,this.#p(),{event:n=>this.#v(n),changed:()=>this.#u()}),t.on("change:svg",this.#m),this.#l=B(this.root,()=>{}),this.#u()}model;root;#t=m("div",{class:"vl-flow-pane",tabindex:0,role:"region","aria-label":"Flow"});#e=new w(this.#t);#n=m("span",{class:"vl-soft vl-ellipsis",role:"status"});#o;#r;#s=new Map;#i;#l;#d=!0;#a=0;#c;#f="";#h=null;close(){this.#l(),this.#i.close(),clearTimeout(this.#c),cancelAnimationFrame(this.#a),this.model.off("change:svg",this.#m),this.root.remove()}#p(){let t=this.model.get("call_sid");return{calls:t?[t]:"all",history:!0,envelope:!1,documents:this.#b()}}#b(){return[...this.#e.places.boxes].filter(t=>t?.kind==="document"&&t.key.includes("/twiml/")).map(t=>t.key.split("/twiml/").at(-1)??"").slice(0,50)}#v(t){if(t.event==="document"){let{name:r,source:s}=t,i=this.#e.places.boxes.find(a=>a.key.endsWith(`/twiml/${r}`));typeof s=="string"&&i&&!i.sections.includes(S(s))&&this.#g();return}let e=t.call_sid;if(!e)return;if(t.event==="call-created"){[...this.#s.values()].some(i=>!i.over)||this.#s.clear();let s=`${t.from_??""} → ${t.to||"the application"}`;this.#s.set(e,{words:s,events:[],over:!1})}let n=this.#s.get(e);!n||!wt.has(t.event)||(n.events.push(t),t.event==="call-ended"&&(n.over=!0),this.#u())}#m=()=>{this.#e.draw(this.model.get("svg")),this.#i.look(this.#p()),this.#h=null,this.#u()};#g(){clearTimeout(this.#c),this.#c=setTimeout(()=>this.model.send({type:"redraw"}),yt)}#u(){this.#a||(this.#a=requestAnimationFrame(()=>this.#w()))}#w(){this.#a=0;let t=[...this.#s].map(([r,s])=>({sid:r,call:s,lit:W(this.#e.places,s.events)})),e=t.filter(({lit:r,call:s})=>r.boxes.size>0||!s.over);this.#e.light(e.map(({lit:r})=>r).filter(r=>r.boxes.size>0)),this.#o.setAttribute("aria-pressed",String(this.#d)),this.#r.disabled=!t.some(({call:r})=>r.over),$(this.#n,this.#y(e));let n=e.filter(({lit:r})=>r.strange).map(({sid:r,call:s})=>`${r} ${s.events.filter(i=>i.event==="document-started").length}`).join();n&&n!==this.#f&&(this.#f=n,this.#g()),this.#x(e.map(({lit:r})=>r))}#y(t){let{trouble:e}=this.#i;if(e)return`${e.message} ${e.cure}`;let n=t.at(-1);if(!n)return this.#i.waiting||"the way of the next call lights up here";let r=n.call.over?"ended":n.lit.words||"in progress",s=t.length>1?` · and ${t.length-1} more`:"";return`${H(n.sid)} ${n.call.words} · ${r}${s}`}#x(t){let e=t.findLast(l=>l.now!==null)?.now??null;if(!this.#d||e===null||e===this.#h)return;this.#h=e;let n=this.#e.row(e)?.getBoundingClientRect(),r=this.#t.getBoundingClientRect();if(!n)return;let s=(l,d,u,p)=>l<u?l-u-24:d>p?d-p+24:0,i=s(n.left,n.right,r.left,r.right),a=s(n.top,n.bottom,r.top,r.bottom),c=matchMedia("(prefers-reduced-motion: reduce)").matches;(i||a)&&this.#t.scrollBy({left:i,top:a,behavior:c?"auto":"smooth"})}};function xt({model:o,el:t}){k(t,"tokens",V),k(t,"flow",P);let e=new T(o);return t.append(e.root),()=>e.close()}var ve={render:U(xt)};export{ve as default};
