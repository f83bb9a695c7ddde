var S=new Set;function O(n){let t=new URL(n);t.protocol==="http:"?S.add(t.host):S.delete(t.host)}var qt=window.WebSocket;function it(n){let t="/",e=lt(n.config);typeof e.baseUrl=="string"?t=e.baseUrl:n.bodyBaseUrl&&(t=n.bodyBaseUrl);let o=new URL(t,`${n.origin}/`);return o.href.endsWith("/")?o.href:`${o.href}/`}function lt(n){if(!n)return{};try{let t=JSON.parse(n);return typeof t=="object"&&t!==null?t:{}}catch{return{}}}function T(n){return n==="localhost"||n==="[::1]"||/^127(\.\d+){3}$/.test(n)}function _(n,t){let e=[];return t.url&&!T(new URL(t.url).hostname)&&e.push(ct(t.url)),t.port&&(n.origin.startsWith("http")&&e.push(`${it(n)}proxy/${t.port}/`),(n.origin==="null"||at(n)||T(C(n.origin)))&&e.push(`http://127.0.0.1:${t.port}/`)),e}function at(n){return n.origin.startsWith("vscode-webview:")}function F(n){return n.config!==null||n.bodyBaseUrl!==null||T(C(n.origin))?"Run the cell with %load_ext voicelab again. If that does not help, voicelab doctor says what stops it.":"This page is no Jupyter's, and the lab is on the kernel's machine. Open the notebook in JupyterLab, in a browser; here lab.caller(...) places calls, and call.plot() and call.audio() show them."}function C(n){try{return new URL(n).hostname}catch{return""}}function ct(n){return n.endsWith("/")?n:`${n}/`}function j(n,t){let e=new URL(t,n);return e.protocol=e.protocol==="https:"?"wss:":"ws:",e.href}function w(n){return typeof n!="object"||n===null?null:typeof n.type=="string"?n:null}var m=class extends Error{constructor(e,o,r=null){super(e);this.cure=o;this.code=r}cure;code},dt=1500,$=15e3;function W(n,t,e){return new Promise((o,r)=>{let s=setTimeout(()=>t("waiting for the kernel"),dt),i=setTimeout(c,$),a=()=>{clearTimeout(s),clearTimeout(i),n.off("msg:custom",l),e.removeEventListener("abort",d)},d=()=>{a(),r(e.reason)},l=h=>{let f=w(h);f?.type==="credentials"&&(a(),typeof f.error=="string"?r(new m(f.error,String(f.cure??""))):o(ut(f)))};if(e.aborted){d();return}e.addEventListener("abort",d),n.on("msg:custom",l),u();function c(){t("no answer from the kernel: was it started anew? Run this cell again"),i=setTimeout(c,$),u()}function u(){try{n.send({type:"credentials"})}catch{a(),r(new m("The kernel that made this is gone, and its lab with it.","Run the cell with %load_ext voicelab, then this cell again."))}}})}function ut(n){let t=e=>typeof e=="string"&&e?e:null;return{port:typeof n.port=="number"?n.port:null,url:t(n.url),account_sid:t(n.account_sid),token:t(n.token),observe_token:t(n.observe_token)}}function P(){return{origin:location.origin,config:document.getElementById("jupyter-config-data")?.textContent??null,bodyBaseUrl:document.body.dataset.baseUrl??null}}async function I(n){let t=[];for(let e of _(P(),n))if(t.push(e),await ht(e,n))return O(e),e;throw new m(`The lab does not answer${t.length?` at ${t.join(" or ")}`:""}.`,F(P()))}async function ht(n,t){let e=t.account_sid,o=e?`?account_sid=${encodeURIComponent(e)}`:"",r=await ft(n,o,t.token??t.observe_token);return!!r?.voicelab&&(!e||r?.account_sid===e)}async function ft(n,t,e){let r=new URL(n,location.href).origin===location.origin&&e?{"X-Twilio-Token":e}:{};try{let s=AbortSignal.timeout(4e3),i=await fetch(`${n}health${t}`,{headers:r,signal:s,cache:"no-store"});return i.ok?await i.json():null}catch{return null}}async function H(n,t){try{let e=await fetch(`${n}lab/v1/tokens/renew`,{method:"POST",headers:{"Content-Type":"application/json"},body:JSON.stringify({token:t}),signal:AbortSignal.timeout(8e3)});if(!e.ok)return null;let o=await e.json();return typeof o.token=="string"?o.token:null}catch{return null}}function U(n){try{let t=(n.split(".")[1]??"").replaceAll("-","+").replaceAll("_","/"),e=JSON.parse(atob(t)),o=Number(e.exp)-Number(e.nbf);return o>0?o:null}catch{return null}}var J=300,pt=8e3,E=.5,mt=.1,y=class{constructor(t,e,o){this.base=t;this.token=e;this.hooks=o;this.#l(E)}base;token;hooks;#t=null;#e=!1;#n=!1;#o=J;#r;#s;#i=null;watch(t){this.#i=t,this.#t?this.#t.readyState===WebSocket.OPEN&&this.#a():this.#c()}close(){this.#n=!0,clearTimeout(this.#r),clearTimeout(this.#s),this.#t?.close(),this.#t=null}#l(t){clearTimeout(this.#s);let e=U(this.token);e!==null&&(this.#s=setTimeout(()=>{this.#d()},e*t*1e3))}async#d(){let t=await H(this.base,this.token);if(!this.#n){if(!t)return this.#l(mt);this.token=t,this.#e&&this.#t?.readyState===WebSocket.OPEN&&this.#t.send(JSON.stringify({renew:t})),this.hooks.renewed?.(t),this.#l(E)}}#a(){this.#i&&this.#t?.send(JSON.stringify({token:this.token,...this.#i}))}#c(){if(this.#n)return;let t=new WebSocket(j(this.base,"observe"));this.#t=t,this.#e=!1;let e=null;t.onopen=()=>this.#a(),t.onmessage=o=>{let r=gt(o.data);r&&(r.event==="hello"?(this.#o=J,this.#e||this.hooks.state?.(!0),this.#e=!0):r.event==="refused"?e=this.hooks.refused(typeof r.code=="number"?r.code:null,String(r.message)):r.event!=="renewed"&&this.hooks.event(r))},t.onclose=async()=>{if(this.#t===t){if(this.#t=null,this.#e&&this.hooks.state?.(!1),e){let o=await e;if(o===null)return;this.token=o,this.#l(E)}this.#r=setTimeout(()=>this.#c(),this.#o),this.#o=Math.min(pt,this.#o*2)}}}};function gt(n){if(typeof n!="string")return null;try{let t=JSON.parse(n);if(typeof t=="object"&&t!==null&&"event"in t)return t}catch{}return null}var bt=5e3,vt=4e3,wt=2e4,yt=[20404,21220],x=class{constructor(t,e,o){this.model=t;this.watch=e;this.hooks=o;t.on("msg:custom",this.#h),this.#l()}model;watch;hooks;trouble=null;waiting="looking for the lab";connected=!1;#t=null;#e="";#n="";#o=new AbortController;#r;close(){this.#i(),this.model.off("msg:custom",this.#h)}look(t){this.watch=t,this.#t?.watch(t)}dismissTrouble(){this.trouble=null,this.hooks.changed()}async act(t,e,o=!1){try{let r=await this.#s(t,e);return this.trouble=null,this.hooks.changed(),r}catch(r){let s=r instanceof m?r:new m("The lab did not answer.","Try it again.");return this.trouble=o&&yt.includes(s.code)?null:s,this.hooks.changed(),null}}async#s(t,e){if(!this.#e)throw new m("The lab was not found yet.","Wait a moment.");let o=()=>fetch(`${this.#e}lab/v1/${t}`,{method:"POST",headers:{"Content-Type":"application/json","X-Twilio-Token":this.#n},body:JSON.stringify(e),signal:AbortSignal.timeout(wt)}),r=await o();r.status===401&&(this.#n=(await this.#a(this.#o.signal)).observe_token??"",r=await o());let s=await r.json().catch(()=>({}));if(r.ok)return s;throw new m(String(s.message??"The lab did not do it."),String(s.cure??""),typeof s.code=="number"?s.code:null)}#i(){this.#o.abort(new DOMException("closed","AbortError")),clearTimeout(this.#r),this.#t?.close(),this.#t=null,this.connected=!1}async#l(){this.#i(),this.#o=new AbortController;let t=this.#o.signal;try{let e=await this.#a(t),o=e.observe_token;if(!o)throw new m("The kernel gave no token.","Run the cell again.");let r=await I(e);if(t.aborted)return;this.#n=o,this.#e=r,this.#t=new y(this.#e,this.#n,{event:s=>this.hooks.event(s),refused:async(s,i)=>{let a=(await this.#a(t).catch(()=>null))?.observe_token??null;return t.aborted?null:(a?this.#n=a:this.#c(new m(i,"Run the cell again.",s)),a)},renewed:s=>{this.#n=s},state:s=>this.#d(s)}),this.#t.watch(this.watch),this.trouble=null}catch(e){if(t.aborted)return;this.#c(e instanceof m?e:new m(String(e),"Run the cell again.")),this.#r=setTimeout(()=>{this.#l()},bt)}this.hooks.changed()}#d(t){this.connected=t,this.waiting=t?"":"the lab went away, looking for it",clearTimeout(this.#r),t||(this.#r=setTimeout(()=>{this.#l()},vt)),this.hooks.changed()}#a(t){let e=o=>{this.waiting=o,this.hooks.changed()};return W(this.model,e,t)}#c(t){this.trouble=t,this.waiting="not connected",this.hooks.changed()}#h=t=>{w(t)?.type==="moved"&&this.#l()}};function V(n){n.stopPropagation(),n.repeat&&n.key==="Enter"&&n.target.closest("button")&&n.preventDefault()}function g(n,t={},...e){let o=document.createElement(n);for(let[r,s]of Object.entries(t))s==null||s===!1||(typeof s=="function"?o.addEventListener(r.slice(2),s):o.setAttribute(r,s===!0?"":String(s)));return o.append(...e),o}function B(n,t){n.textContent!==t&&(n.textContent=t)}function M(n,t,e){let o=n.getRootNode(),r=o instanceof ShadowRoot?o:document.head,s=`voicelab-${t}`,i=r.querySelector(`style[data-voicelab="${s}"]`);i||(i=g("style",{"data-voicelab":s}),r.append(i)),i.textContent!==e&&(i.textContent=e)}var G=`.vl-flow-card {
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
`;var kt=["on input","always","when recorded","afterwards",""];function L(n){let t=2166136261;for(let e of new TextEncoder().encode(n))t=Math.imul(t^e,16777619)>>>0;return t.toString(16).padStart(8,"0")}function St(n){let t=n.split("#")[0]?.split("?")[0]??"";try{return decodeURIComponent(t)}catch{return t}}function D(n,t){let e={boxes:new Set,steps:new Map,ways:new Set,now:null,words:"",strange:!1,over:!1},o=new Map,r=new Map,s=null,i="",a=0;for(let l of t)switch(l.event){case"webhook-started":i=Tt(l.parameters);break;case"document-started":{let c=Et(n,l);if(!c){e.strange=!0;break}o.set(l.document,c),e.boxes.add(c.box.id),c.section<0&&(e.strange=!0);let u=s&&Lt(n,s,c.box.id,i);u&&e.ways.add(u.id),s=null,i="";break}case"verb-started":{let c=Mt(n,o.get(l.document),l);if(r.set(l.verb_id,{step:c,words:String(l.verb)}),!c)break;a+=1,e.steps.set(c.id,[...e.steps.get(c.id)??[],a]);for(let u of n.ways){let h=n.boxes[u.to];u.from!==c.id||h?.kind!=="party"||(e.ways.add(u.id),e.boxes.add(h.id))}break}case"verb-ended":String(l.outcome).startsWith("go to")&&(s=r.get(l.verb_id)?.step??s),r.delete(l.verb_id);break;case"call-ended":e.over=!0,r.clear();break}let d=[...r.values()].at(-1);return e.now=d?.step?.id??null,e.words=d?.words??"",e}function Tt(n){if(typeof n!="object"||n===null)return"";let{Digits:t,SpeechResult:e}=n;return String(t||e||"").slice(0,24)}function Et(n,t){let e=L(String(t.source??"")),o=t.url?St(String(t.url)):e,r=n.boxes.find(i=>i.key===o);if(!r)return null;let s=r.kind==="document"?0:r.sections.indexOf(e);return{box:r,section:s}}function Mt(n,t,e){if(!t)return null;let o=n.steps.filter(i=>i.box===t.box.id&&i.section===t.section&&i.line===e.line&&i.verb===e.verb),r=Number(e.column),s=i=>Math.abs(i.column-r);return o.sort((i,a)=>s(i)-s(a))[0]??null}function Lt(n,t,e,o){let r=n.ways.filter(i=>i.from===t.id&&i.to===e);return(o?r.find(i=>i.label.split(", ").includes(o)):void 0)??r.find(i=>kt.includes(i.label))??r[0]??null}var q="http://www.w3.org/2000/svg",k=class{places={boxes:[],steps:[],ways:[]};#t=new Map;#e=new Map;#n=new Map;#o=[];#r=g("div",{class:"vl-flow-world"});constructor(t){t.append(this.#r)}draw(t){this.#r.innerHTML=t,this.#o=[],this.#t.clear(),this.#e.clear(),this.#n.clear();let e={boxes:[],steps:[],ways:[]};for(let o of this.#r.querySelectorAll("[data-box]")){let{box:r="",key:s="",kind:i="",sections:a=""}=o.dataset,d=Number(r);e.boxes[d]={id:d,key:s,kind:i,sections:a.split(" ").filter(Boolean)};let l=o.querySelector(".f-box");l&&this.#t.set(d,l);for(let c of o.querySelectorAll("[data-step]")){let{step:u="",section:h,line:f,column:v,verb:b=""}=c.dataset,st={section:Number(h),line:Number(f),column:Number(v)};e.steps.push({id:Number(u),box:d,verb:b,...st});let A=c.querySelector(".f-row");A&&this.#e.set(Number(u),A)}}for(let o of this.#r.querySelectorAll("[data-way]")){let{way:r="",from:s,to:i,label:a=""}=o.dataset,d=Number(r);this.#n.set(d,[...this.#n.get(d)??[],o,...o.children]),i!==void 0&&e.ways.push({id:d,from:s?Number(s):null,to:Number(i),label:a})}this.places=e}light(t){let e=r=>t.some(r);for(let[r,s]of this.#t)s.classList.toggle("f-live",e(i=>i.boxes.has(r)));for(let[r,s]of this.#e)s.classList.toggle("f-live",e(i=>i.steps.has(r))),s.classList.toggle("f-now",e(i=>i.now===r));for(let[r,s]of this.#n){let i=e(a=>a.ways.has(r));for(let a of s)a.classList.toggle("f-live",i)}this.#s(t.map(r=>r.now).filter(r=>r!==null));for(let r of this.#o)r.remove();this.#o=[];let[o]=t;if(o&&t.length===1)for(let[r,s]of o.steps)this.#i(this.#e.get(r),s)}row(t){return this.#e.get(t)}#s(t){let e=[...this.#r.querySelectorAll(".vl-flow-pulse")];for(let o of e)t.includes(Number(o.dataset.on))||o.remove();for(let o of new Set(t)){let r=this.#e.get(o);if(!r||e.some(c=>c.isConnected&&Number(c.dataset.on)===o))continue;let{x:s,y:i,width:a,height:d}=r,l=g("div",{class:"vl-flow-pulse","data-on":o});l.style.left=`${s.baseVal.value}px`,l.style.top=`${i.baseVal.value}px`,l.style.width=`${a.baseVal.value}px`,l.style.height=`${d.baseVal.value}px`,this.#r.append(l)}}#i(t,e){if(!t)return;let o=e.slice(0,2).join(",")+(e.length>2?"…":""),r=Math.max(17,7*o.length+6),s=t.x.baseVal.value+4,i=t.y.baseVal.value+t.height.baseVal.value/2,a=document.createElementNS(q,"rect"),d={x:s-r,y:i-8.5,width:r,height:17,rx:8.5,class:"f-disc"};for(let[u,h]of Object.entries(d))a.setAttribute(u,String(h));let l=document.createElementNS(q,"text"),c={x:s-r/2,y:i+4,"text-anchor":"middle",class:"f-turn"};for(let[u,h]of Object.entries(c))l.setAttribute(u,String(h));l.textContent=o,t.after(a,l),this.#o.push(a,l)}};var R="application/vnd.jupyter.widget-state+json",K="application/vnd.jupyter.widget-view+json",Rt="text/html",Y="application/vnd.voicelab.widget+json",X="voicelab-stand-in";function Nt(n){let t=n.metadata?.widgets,e=t?.[R]?.state??{},o=At(e,n),r=!1,s=n.cells.map(u=>{let h=u.outputs?.map(f=>{let v=Q(f),b=Number(v?.model_id);return!v||!f.data||!(Y in f.data)||!Number.isSafeInteger(b)||b<1?f:(r=!0,o[String(b)]=Ot(f.data[Rt]),{...f,data:{...f.data,[K]:{...v,model_id:b}}})});return h?{...u,outputs:h}:u});if(!r&&Object.keys(o).length===Object.keys(e).length)return n;let{widgets:i,...a}=n.metadata??{},{[R]:d,...l}=t??{},c=Object.keys(o).length?{...l,[R]:{version_major:2,version_minor:0,...d,state:o}}:l;return{...n,cells:s,metadata:Object.keys(c).length?{...a,widgets:c}:a}}function At(n,t){let e=new Set,o=new Set;for(let s of t.cells.flatMap(i=>i.outputs??[])){let i=Q(s)?.model_id;i&&Z(String(i),n,s.data&&Y in s.data?e:o)}let r=Object.entries(n).filter(([s,i])=>(!e.has(s)||o.has(s))&&!_t(i));return Object.fromEntries(r)}function Q(n){return n.data?.[K]}function Z(n,t,e){if(!(e.has(n)||!(n in t))){e.add(n);for(let[,o]of JSON.stringify(t[n]).matchAll(/"IPY_MODEL_([^"]+)"/g))o&&Z(o,t,e)}}function Ot(n){return{model_name:"HTMLModel",model_module:"@jupyter-widgets/controls",model_module_version:"2.0.0",state:{_dom_classes:[X],value:Array.isArray(n)?n.join(""):String(n??"")}}}function _t(n){let t=n.state?._dom_classes;return Array.isArray(t)&&t.includes(X)}var z=Symbol.for("voicelab.saved-with-stand-ins");function tt(n){if(n[z])return;n[z]=!0;let t=n.toJSON.bind(n);n.toJSON=()=>Nt(t())}function Ft(n){return n.closest(".jupyter-widgets-disconnected")!==null}function Ct(n){return t=>{let{model:e,el:o}=t;return Ft(o)?(o.innerHTML=e.get("standing"),()=>o.replaceChildren()):n(t)}}function et(n){return{initialize:jt(n.initialize),render:Ct(n.render)}}function jt(n){return t=>{let o=t.model.widget_manager?.context?.model;return typeof o?.toJSON=="function"&&tt(o),n?.(t)}}function $t(n){let t=n.match(/[\d.]+/g)?.map(Number);if(!t||t.length<3||t.length>3&&t[3]===0)return null;let[e=0,o=0,r=0]=t.map(s=>{let i=s/255;return i<=.04045?i/12.92:((i+.055)/1.055)**2.4});return .2126*e+.7152*o+.0722*r}function Pt(n){let t=document.body.dataset.jpThemeLight;if(t==="true")return!1;if(t==="false"||document.body.classList.contains("vscode-dark"))return!0;if(document.body.classList.contains("vscode-light"))return!1;for(let e=n.parentElement;e;e=e.parentElement){let o=$t(getComputedStyle(e).backgroundColor);if(o!==null)return o<.2}return matchMedia("(prefers-color-scheme: dark)").matches}function nt(n,t){let e=()=>{let i=Pt(n)?"dark":"light";n.dataset.vlTheme!==i&&(n.dataset.vlTheme=i,t())},o=new MutationObserver(()=>requestAnimationFrame(e)),r={attributes:!0,attributeFilter:["class","style","data-jp-theme-light","data-theme"]};o.observe(document.body,r),o.observe(document.documentElement,r);let s=matchMedia("(prefers-color-scheme: dark)");return s.addEventListener("change",e),requestAnimationFrame(e),()=>{o.disconnect(),s.removeEventListener("change",e)}}var Wt=14,Fe=8*Wt;function ot(n){return n.length>10?`${n.slice(0,4)}…${n.slice(-2)}`:n}var rt=`/* VoiceLab's colours, type and shapes. They follow JupyterLab's theme variables where there are some, and the
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
`;var Ht=new Set(["webhook-started","document-started","verb-started","verb-ended","call-ended"]),Ut=300,N=class{constructor(t){this.model=t;let e=(o,r)=>g("button",{type:"button",onclick:r},o);this.#o=e("Follow",()=>{this.#d=!this.#d,this.#f=null,this.#u()}),this.#r=e("Clear",()=>{for(let[o,r]of this.#s)r.over&&this.#s.delete(o);this.#u()}),this.root=g("div",{class:"vl vl-card vl-flow-card",role:"group","aria-label":"Flow of the lab","data-lm-suppress-shortcuts":"true",onkeydown:V},g("div",{class:"vl-flow-top"},g("b",{},"Flow"),g("span",{class:"vl-soft"},t.get("about")),this.#n,g("div",{class:"vl-flow-buttons"},this.#o,this.#r)),this.#t),this.#e.draw(t.get("svg")),this.#i=new x(t,this.#p(),{event:o=>this.#v(o),changed:()=>this.#u()}),t.on("change:svg",this.#m),this.#l=nt(this.root,()=>{}),this.#u()}model;root;#t=g("div",{class:"vl-flow-pane",tabindex:0,role:"region","aria-label":"Flow"});#e=new k(this.#t);#n=g("span",{class:"vl-soft vl-ellipsis",role:"status"});#o;#r;#s=new Map;#i;#l;#d=!0;#a=0;#c;#h="";#f=null;close(){this.#l(),this.#i.close(),clearTimeout(this.#c),cancelAnimationFrame(this.#a),this.model.off("change:svg",this.#m),this.root.remove()}#p(){let t=this.model.get("call_sid");return{calls:t?[t]:"all",history:!0,envelope:!1,documents:this.#b()}}#b(){return[...this.#e.places.boxes].filter(t=>t?.kind==="document"&&t.key.includes("/twiml/")).map(t=>t.key.split("/twiml/").at(-1)??"").slice(0,50)}#v(t){if(t.event==="document"){let{name:r,source:s}=t,i=this.#e.places.boxes.find(a=>a.key.endsWith(`/twiml/${r}`));typeof s=="string"&&i&&!i.sections.includes(L(s))&&this.#g();return}let e=t.call_sid;if(!e)return;if(t.event==="call-created"){[...this.#s.values()].some(i=>!i.over)||this.#s.clear();let s=`${t.from_??""} → ${t.to||"the application"}`;this.#s.set(e,{words:s,events:[],over:!1})}let o=this.#s.get(e);!o||!Ht.has(t.event)||(o.events.push(t),t.event==="call-ended"&&(o.over=!0),this.#u())}#m=()=>{this.#e.draw(this.model.get("svg")),this.#i.look(this.#p()),this.#f=null,this.#u()};#g(){clearTimeout(this.#c),this.#c=setTimeout(()=>this.model.send({type:"redraw"}),Ut)}#u(){this.#a||(this.#a=requestAnimationFrame(()=>this.#w()))}#w(){this.#a=0;let t=[...this.#s].map(([r,s])=>({sid:r,call:s,lit:D(this.#e.places,s.events)})),e=t.filter(({lit:r,call:s})=>r.boxes.size>0||!s.over);this.#e.light(e.map(({lit:r})=>r).filter(r=>r.boxes.size>0)),this.#o.setAttribute("aria-pressed",String(this.#d)),this.#r.disabled=!t.some(({call:r})=>r.over),B(this.#n,this.#y(e));let o=e.filter(({lit:r})=>r.strange).map(({sid:r,call:s})=>`${r} ${s.events.filter(i=>i.event==="document-started").length}`).join();o&&o!==this.#h&&(this.#h=o,this.#g()),this.#x(e.map(({lit:r})=>r))}#y(t){let{trouble:e}=this.#i;if(e)return`${e.message} ${e.cure}`;let o=t.at(-1);if(!o)return this.#i.waiting||"the way of the next call lights up here";let r=o.call.over?"ended":o.lit.words||"in progress",s=t.length>1?` · and ${t.length-1} more`:"";return`${ot(o.sid)} ${o.call.words} · ${r}${s}`}#x(t){let e=t.findLast(l=>l.now!==null)?.now??null;if(!this.#d||e===null||e===this.#f)return;this.#f=e;let o=this.#e.row(e)?.getBoundingClientRect(),r=this.#t.getBoundingClientRect();if(!o)return;let s=(l,c,u,h)=>l<u?l-u-24:c>h?c-h+24:0,i=s(o.left,o.right,r.left,r.right),a=s(o.top,o.bottom,r.top,r.bottom),d=matchMedia("(prefers-reduced-motion: reduce)").matches;(i||a)&&this.#t.scrollBy({left:i,top:a,behavior:d?"auto":"smooth"})}};function Jt({model:n,el:t}){M(t,"tokens",rt),M(t,"flow",G);let e=new N(n);return t.append(e.root),()=>e.close()}var qe=et({render:Jt});export{qe as default};
