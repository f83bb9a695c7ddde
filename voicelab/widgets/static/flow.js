var y=new Set;function M(o){let t=new URL(o);t.protocol==="http:"?y.add(t.host):y.delete(t.host)}var kt=window.WebSocket;function G(o){let t="/",e=q(o.config);typeof e.baseUrl=="string"?t=e.baseUrl:o.bodyBaseUrl&&(t=o.bodyBaseUrl);let n=new URL(t,`${o.origin}/`);return n.href.endsWith("/")?n.href:`${n.href}/`}function q(o){if(!o)return{};try{let t=JSON.parse(o);return typeof t=="object"&&t!==null?t:{}}catch{return{}}}function E(o){return o==="localhost"||o==="[::1]"||/^127(\.\d+){3}$/.test(o)}function L(o,t){let e=[];return t.url&&!E(new URL(t.url).hostname)&&e.push(K(t.url)),t.port&&(o.origin.startsWith("http")&&e.push(`${G(o)}proxy/${t.port}/`),(o.origin==="null"||E(D(o.origin)))&&e.push(`http://127.0.0.1:${t.port}/`)),e}function D(o){try{return new URL(o).hostname}catch{return""}}function K(o){return o.endsWith("/")?o:`${o}/`}function R(o,t){let e=new URL(t,o);return e.protocol=e.protocol==="https:"?"wss:":"ws:",e.href}function g(o){return typeof o!="object"||o===null?null:typeof o.type=="string"?o:null}var h=class extends Error{constructor(e,n,r=null){super(e);this.cure=n;this.code=r}cure;code},z=1500,J=15e3;function F(o,t,e){return new Promise((n,r)=>{let i=[setTimeout(()=>t("waiting for the kernel"),z),setTimeout(()=>t("no answer from the kernel: was it started anew? Run this cell again"),J)],s=()=>{for(let c of i)clearTimeout(c);o.off("msg:custom",a)},a=c=>{let l=g(c);l?.type==="credentials"&&(s(),typeof l.error=="string"?r(new h(l.error,String(l.cure??""))):n(X(l)))};e.addEventListener("abort",()=>{s(),r(e.reason)}),o.on("msg:custom",a);try{o.send({type:"credentials"})}catch{s(),r(new h("The kernel that made this is gone, and its lab with it.","Run the cell with %load_ext voicelab, then this cell again."))}})}function X(o){let t=e=>typeof e=="string"&&e?e:null;return{port:typeof o.port=="number"?o.port:null,url:t(o.url),account_sid:t(o.account_sid),token:t(o.token),observe_token:t(o.observe_token)}}function Y(){return{origin:location.origin,config:document.getElementById("jupyter-config-data")?.textContent??null,bodyBaseUrl:document.body.dataset.baseUrl??null}}async function A(o){let t=[];for(let e of L(Y(),o))if(t.push(e),await Q(e,o))return M(e),e;throw new h(`The lab does not answer${t.length?` at ${t.join(" or ")}`:""}.`,"Run the cell with %load_ext voicelab again. If that does not help, voicelab doctor says what stops it.")}async function Q(o,t){let e=t.account_sid,r=new URL(o,location.href).origin===location.origin?t.token??t.observe_token:null,i=r?{"X-Twilio-Token":r}:{};try{let s=e?`?account_sid=${encodeURIComponent(e)}`:"",a=await fetch(`${o}health${s}`,{headers:i,signal:AbortSignal.timeout(4e3),cache:"no-store"});if(!a.ok)return!1;let c=await a.json();return!!c.voicelab&&(!e||c.account_sid===e)}catch{return!1}}async function C(o,t){try{let e=await fetch(`${o}lab/v1/tokens/renew`,{method:"POST",headers:{"Content-Type":"application/json"},body:JSON.stringify({token:t}),signal:AbortSignal.timeout(8e3)});if(!e.ok)return null;let n=await e.json();return typeof n.token=="string"?n.token:null}catch{return null}}var _=300,Z=8e3,b=class{constructor(t,e,n){this.base=t;this.token=e;this.hooks=n}base;token;hooks;#e=null;#t=!1;#n=!1;#o=_;#s;#r=null;watch(t){this.#r=t,this.#e?this.#e.readyState===WebSocket.OPEN&&this.#i():this.#a()}close(){this.#n=!0,clearTimeout(this.#s),this.#e?.close(),this.#e=null}#i(){this.#r&&this.#e?.send(JSON.stringify({token:this.token,...this.#r}))}#a(){if(this.#n)return;let t=new WebSocket(R(this.base,"observe"));this.#e=t,this.#t=!1;let e=null;t.onopen=()=>this.#i(),t.onmessage=n=>{let r=tt(n.data);r&&(r.event==="hello"?(this.#o=_,this.#t||this.hooks.state?.(!0),this.#t=!0):r.event==="refused"?e=this.hooks.refused(typeof r.code=="number"?r.code:null,String(r.message)):this.hooks.event(r))},t.onclose=async()=>{if(this.#e===t){if(this.#e=null,this.#t&&this.hooks.state?.(!1),e){let n=await e;if(n===null)return;this.token=n}this.#s=setTimeout(()=>this.#a(),this.#o),this.#o=Math.min(Z,this.#o*2)}}}};function tt(o){if(typeof o!="string")return null;try{let t=JSON.parse(o);if(typeof t=="object"&&t!==null&&"event"in t)return t}catch{}return null}var et=5e3,nt=4e3,ot=20*6e4,rt=2e4,v=class{constructor(t,e,n){this.model=t;this.watch=e;this.hooks=n;t.on("msg:custom",this.#c),this.#l()}model;watch;hooks;trouble=null;waiting="looking for the lab";connected=!1;#e=null;#t="";#n="";#o=new AbortController;#s;#r;close(){this.#a(),this.model.off("msg:custom",this.#c)}look(t){this.watch=t,this.#e?.watch(t)}dismissTrouble(){this.trouble=null,this.hooks.changed()}async act(t,e){try{let n=await this.#i(t,e);return this.trouble=null,this.hooks.changed(),n}catch(n){return this.trouble=n instanceof h?n:new h("The lab did not answer.","Try it again."),this.hooks.changed(),null}}async#i(t,e){if(!this.#t)throw new h("The lab was not found yet.","Wait a moment.");let n=await fetch(`${this.#t}lab/v1/${t}`,{method:"POST",headers:{"Content-Type":"application/json","X-Twilio-Token":this.#n},body:JSON.stringify(e),signal:AbortSignal.timeout(rt)}),r=await n.json().catch(()=>({}));if(n.ok)return r;throw new h(String(r.message??"The lab did not do it."),String(r.cure??""),typeof r.code=="number"?r.code:null)}#a(){this.#o.abort(new DOMException("closed","AbortError")),clearTimeout(this.#s),clearInterval(this.#r),this.#e?.close(),this.#e=null,this.connected=!1}async#l(){this.#a(),this.#o=new AbortController;let t=this.#o.signal;try{let e=await this.#u(t);if(this.#n=e.observe_token??"",!this.#n)throw new h("The kernel gave no token.","Run the cell again.");if(this.#t=await A(e),t.aborted)return;this.#e=new b(this.#t,this.#n,{event:n=>this.hooks.event(n),refused:async()=>{let n=await this.#u(t).catch(()=>null);return n?.observe_token&&(this.#n=n.observe_token),n?.observe_token??null},state:n=>this.#d(n)}),this.#e.watch(this.watch),this.#r=setInterval(()=>{this.#f()},ot),this.trouble=null}catch(e){if(t.aborted)return;this.trouble=e instanceof h?e:new h(String(e),"Run the cell again."),this.waiting="not connected",this.#s=setTimeout(()=>{this.#l()},et)}this.hooks.changed()}#d(t){this.connected=t,this.waiting=t?"":"the lab went away, looking for it",clearTimeout(this.#s),t||(this.#s=setTimeout(()=>{this.#l()},nt)),this.hooks.changed()}#u(t){let e=n=>{this.waiting=n,this.hooks.changed()};return F(this.model,e,t)}async#f(){let t=await C(this.#t,this.#n);t&&(this.#n=t)}#c=t=>{g(t)?.type==="moved"&&this.#l()}};function m(o,t={},...e){let n=document.createElement(o);for(let[r,i]of Object.entries(t))i==null||i===!1||(typeof i=="function"?n.addEventListener(r.slice(2),i):n.setAttribute(r,i===!0?"":String(i)));return n.append(...e),n}function $(o,t){o.textContent!==t&&(o.textContent=t)}function x(o,t,e){let n=o.getRootNode(),r=n instanceof ShadowRoot?n:document.head,i=`voicelab-${t}`,s=r.querySelector(`style[data-voicelab="${i}"]`);s||(s=m("style",{"data-voicelab":i}),r.append(s)),s.textContent!==e&&(s.textContent=e)}var N=`.vl-flow-card {
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
`;var it=["on input","always","when recorded","afterwards",""];function k(o){let t=2166136261;for(let e of new TextEncoder().encode(o))t=Math.imul(t^e,16777619)>>>0;return t.toString(16).padStart(8,"0")}function lt(o){let t=o.split("#")[0]?.split("?")[0]??"";try{return decodeURIComponent(t)}catch{return t}}function O(o,t){let e={boxes:new Set,steps:new Map,ways:new Set,now:null,words:"",strange:!1,over:!1},n=new Map,r=new Map,i=null,s="",a=0;for(let l of t)switch(l.event){case"webhook-started":s=at(l.parameters);break;case"document-started":{let d=ct(o,l);if(!d){e.strange=!0;break}n.set(l.document,d),e.boxes.add(d.box.id),d.section<0&&(e.strange=!0);let u=i&&ut(o,i,d.box.id,s);u&&e.ways.add(u.id),i=null,s="";break}case"verb-started":{let d=dt(o,n.get(l.document),l);if(r.set(l.verb_id,{step:d,words:String(l.verb)}),!d)break;a+=1,e.steps.set(d.id,[...e.steps.get(d.id)??[],a]);for(let u of o.ways){let f=o.boxes[u.to];u.from!==d.id||f?.kind!=="party"||(e.ways.add(u.id),e.boxes.add(f.id))}break}case"verb-ended":String(l.outcome).startsWith("go to")&&(i=r.get(l.verb_id)?.step??i),r.delete(l.verb_id);break;case"call-ended":e.over=!0,r.clear();break}let c=[...r.values()].at(-1);return e.now=c?.step?.id??null,e.words=c?.words??"",e}function at(o){if(typeof o!="object"||o===null)return"";let{Digits:t,SpeechResult:e}=o;return String(t||e||"").slice(0,24)}function ct(o,t){let e=k(String(t.source??"")),n=t.url?lt(String(t.url)):e,r=o.boxes.find(s=>s.key===n);if(!r)return null;let i=r.kind==="document"?0:r.sections.indexOf(e);return{box:r,section:i}}function dt(o,t,e){if(!t)return null;let n=o.steps.filter(s=>s.box===t.box.id&&s.section===t.section&&s.line===e.line&&s.verb===e.verb),r=Number(e.column),i=s=>Math.abs(s.column-r);return n.sort((s,a)=>i(s)-i(a))[0]??null}function ut(o,t,e,n){let r=o.ways.filter(s=>s.from===t.id&&s.to===e);return(n?r.find(s=>s.label.split(", ").includes(n)):void 0)??r.find(s=>it.includes(s.label))??r[0]??null}var P="http://www.w3.org/2000/svg",w=class{constructor(t){this.root=t}root;places={boxes:[],steps:[],ways:[]};#e=new Map;#t=new Map;#n=new Map;#o=[];draw(t){this.root.innerHTML=t,this.#o=[],this.#e.clear(),this.#t.clear(),this.#n.clear();let e={boxes:[],steps:[],ways:[]};for(let n of this.root.querySelectorAll("[data-box]")){let{box:r="",key:i="",kind:s="",sections:a=""}=n.dataset,c=Number(r);e.boxes[c]={id:c,key:i,kind:s,sections:a.split(" ").filter(Boolean)};let l=n.querySelector(".f-box");l&&this.#e.set(c,l);for(let d of n.querySelectorAll("[data-step]")){let{step:u="",section:f,line:B,column:V,verb:H=""}=d.dataset,I={section:Number(f),line:Number(B),column:Number(V)};e.steps.push({id:Number(u),box:c,verb:H,...I});let T=d.querySelector(".f-row");T&&this.#t.set(Number(u),T)}}for(let n of this.root.querySelectorAll("[data-way]")){let{way:r="",from:i,to:s,label:a=""}=n.dataset,c=Number(r);this.#n.set(c,[...this.#n.get(c)??[],n,...n.children]),s!==void 0&&e.ways.push({id:c,from:i?Number(i):null,to:Number(s),label:a})}this.places=e}light(t){let e=r=>t.some(r);for(let[r,i]of this.#e)i.classList.toggle("f-live",e(s=>s.boxes.has(r)));for(let[r,i]of this.#t)i.classList.toggle("f-live",e(s=>s.steps.has(r))),i.classList.toggle("f-now",e(s=>s.now===r));for(let[r,i]of this.#n){let s=e(a=>a.ways.has(r));for(let a of i)a.classList.toggle("f-live",s)}for(let r of this.#o)r.remove();this.#o=[];let[n]=t;if(n&&t.length===1)for(let[r,i]of n.steps)this.#s(this.#t.get(r),i)}row(t){return this.#t.get(t)}#s(t,e){if(!t)return;let n=e.slice(0,2).join(",")+(e.length>2?"…":""),r=Math.max(17,7*n.length+6),i=t.x.baseVal.value+5,s=t.y.baseVal.value+t.height.baseVal.value/2,a=document.createElementNS(P,"rect"),c={x:i-r,y:s-8.5,width:r,height:17,rx:8.5,class:"f-disc"};for(let[u,f]of Object.entries(c))a.setAttribute(u,String(f));let l=document.createElementNS(P,"text"),d={x:i-r/2,y:s+4,"text-anchor":"middle",class:"f-turn"};for(let[u,f]of Object.entries(d))l.setAttribute(u,String(f));l.textContent=n,t.after(a,l),this.#o.push(a,l)}};function ht(o){let t=o.match(/[\d.]+/g)?.map(Number);if(!t||t.length<3||t.length>3&&t[3]===0)return null;let[e=0,n=0,r=0]=t.map(i=>{let s=i/255;return s<=.04045?s/12.92:((s+.055)/1.055)**2.4});return .2126*e+.7152*n+.0722*r}function ft(o){let t=document.body.dataset.jpThemeLight;if(t==="true")return!1;if(t==="false"||document.body.classList.contains("vscode-dark"))return!0;if(document.body.classList.contains("vscode-light"))return!1;for(let e=o.parentElement;e;e=e.parentElement){let n=ht(getComputedStyle(e).backgroundColor);if(n!==null)return n<.2}return matchMedia("(prefers-color-scheme: dark)").matches}function W(o,t){let e=()=>{let s=ft(o)?"dark":"light";o.dataset.vlTheme!==s&&(o.dataset.vlTheme=s,t())},n=new MutationObserver(()=>requestAnimationFrame(e)),r={attributes:!0,attributeFilter:["class","style","data-jp-theme-light","data-theme"]};n.observe(document.body,r),n.observe(document.documentElement,r);let i=matchMedia("(prefers-color-scheme: dark)");return i.addEventListener("change",e),requestAnimationFrame(e),()=>{n.disconnect(),i.removeEventListener("change",e)}}function j(o){return o.length>10?`${o.slice(0,4)}…${o.slice(-2)}`:o}var U=`/* VoiceLab's colours, type and shapes. They follow JupyterLab's theme variables where there are some, and the
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
`;var mt=new Set(["webhook-started","document-started","verb-started","verb-ended","call-ended"]),gt=300,S=class{constructor(t){this.model=t;let e=(n,r)=>m("button",{type:"button",onclick:r},n);this.#o=e("Follow",()=>{this.#l=!this.#l,this.#c=null,this.#h()}),this.#s=e("Clear",()=>{for(let[n,r]of this.#r)r.over&&this.#r.delete(n);this.#h()}),this.root=m("div",{class:"vl vl-card vl-flow-card",role:"group","aria-label":"Flow of the lab"},m("div",{class:"vl-flow-top"},m("b",{},"Flow"),m("span",{class:"vl-soft"},t.get("about")),this.#n,m("div",{class:"vl-flow-buttons"},this.#o,this.#s)),this.#e),this.#t.draw(t.get("svg")),this.#i=new v(t,this.#p(),{event:n=>this.#v(n),changed:()=>this.#h()}),t.on("change:svg",this.#m),this.#a=W(this.root,()=>{}),this.#h()}model;root;#e=m("div",{class:"vl-flow-pane",tabindex:0,role:"region","aria-label":"Flow"});#t=new w(this.#e);#n=m("span",{class:"vl-soft vl-ellipsis",role:"status"});#o;#s;#r=new Map;#i;#a;#l=!0;#d=0;#u;#f="";#c=null;close(){this.#a(),this.#i.close(),clearTimeout(this.#u),cancelAnimationFrame(this.#d),this.model.off("change:svg",this.#m),this.root.remove()}#p(){let t=this.model.get("call_sid");return{calls:t?[t]:"all",history:!0,envelope:!1,documents:this.#b()}}#b(){return[...this.#t.places.boxes].filter(t=>t?.kind==="document"&&t.key.includes("/twiml/")).map(t=>t.key.split("/twiml/").at(-1)??"").slice(0,50)}#v(t){if(t.event==="document"){let{name:r,source:i}=t,s=this.#t.places.boxes.find(a=>a.key.endsWith(`/twiml/${r}`));typeof i=="string"&&s&&!s.sections.includes(k(i))&&this.#g();return}let e=t.call_sid;if(!e)return;if(t.event==="call-created"){[...this.#r.values()].some(s=>!s.over)||this.#r.clear();let i=`${t.from_??""} → ${t.to||"the application"}`;this.#r.set(e,{words:i,events:[],over:!1})}let n=this.#r.get(e);!n||!mt.has(t.event)||(n.events.push(t),t.event==="call-ended"&&(n.over=!0),this.#h())}#m=()=>{this.#t.draw(this.model.get("svg")),this.#i.look(this.#p()),this.#c=null,this.#h()};#g(){clearTimeout(this.#u),this.#u=setTimeout(()=>this.model.send({type:"redraw"}),gt)}#h(){this.#d||(this.#d=requestAnimationFrame(()=>this.#w()))}#w(){this.#d=0;let t=[...this.#r].map(([r,i])=>({sid:r,call:i,lit:O(this.#t.places,i.events)})),e=t.filter(({lit:r,call:i})=>r.boxes.size>0||!i.over);this.#t.light(e.map(({lit:r})=>r).filter(r=>r.boxes.size>0)),this.#o.setAttribute("aria-pressed",String(this.#l)),this.#s.disabled=!t.some(({call:r})=>r.over),$(this.#n,this.#y(e));let n=e.filter(({lit:r})=>r.strange).map(({sid:r,call:i})=>`${r} ${i.events.filter(s=>s.event==="document-started").length}`).join();n&&n!==this.#f&&(this.#f=n,this.#g()),this.#x(e.map(({lit:r})=>r))}#y(t){let{trouble:e}=this.#i;if(e)return`${e.message} ${e.cure}`;let n=t.at(-1);if(!n)return this.#i.waiting||"the way of the next call lights up here";let r=n.call.over?"ended":n.lit.words||"in progress",i=t.length>1?` · and ${t.length-1} more`:"";return`${j(n.sid)} ${n.call.words} · ${r}${i}`}#x(t){let e=t.findLast(l=>l.now!==null)?.now??null;if(!this.#l||e===null||e===this.#c)return;this.#c=e;let n=this.#t.row(e)?.getBoundingClientRect(),r=this.#e.getBoundingClientRect();if(!n)return;let i=(l,d,u,f)=>l<u?l-u-24:d>f?d-f+24:0,s=i(n.left,n.right,r.left,r.right),a=i(n.top,n.bottom,r.top,r.bottom),c=matchMedia("(prefers-reduced-motion: reduce)").matches;(s||a)&&this.#e.scrollBy({left:s,top:a,behavior:c?"auto":"smooth"})}};function bt({model:o,el:t}){x(t,"tokens",U),x(t,"flow",N);let e=new S(o);return t.append(e.root),()=>e.close()}var le={render:bt};export{le as default};
