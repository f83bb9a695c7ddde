var P=new Set;function U(n){let t=new URL(n);t.protocol==="http:"?P.add(t.host):P.delete(t.host)}var he=window.WebSocket;function Tt(n){let t="/",e=Et(n.config);typeof e.baseUrl=="string"?t=e.baseUrl:n.bodyBaseUrl&&(t=n.bodyBaseUrl);let r=new URL(t,`${n.origin}/`);return r.href.endsWith("/")?r.href:`${r.href}/`}function Et(n){if(!n)return{};try{let t=JSON.parse(n);return typeof t=="object"&&t!==null?t:{}}catch{return{}}}function $(n){return n==="localhost"||n==="[::1]"||/^127(\.\d+){3}$/.test(n)}function W(n,t){let e=[];return t.url&&!$(new URL(t.url).hostname)&&e.push(At(t.url)),t.port&&(n.origin.startsWith("http")&&e.push(`${Tt(n)}proxy/${t.port}/`),(n.origin==="null"||Rt(n)||$(V(n.origin)))&&e.push(`http://127.0.0.1:${t.port}/`)),e}function Rt(n){return n.origin.startsWith("vscode-webview:")}function J(n){return n.config!==null||n.bodyBaseUrl!==null||$(V(n.origin))?"Run the cell with %load_ext voicelab again. If that does not help, voicelab doctor says what stops it.":"This page is no Jupyter's, and the lab is on the kernel's machine. Open the notebook in JupyterLab, in a browser; here lab.caller(...) places calls, and call.plot() and call.audio() show them."}function V(n){try{return new URL(n).hostname}catch{return""}}function At(n){return n.endsWith("/")?n:`${n}/`}function q(n,t){let e=new URL(t,n);return e.protocol=e.protocol==="https:"?"wss:":"ws:",e.href}function E(n){return typeof n!="object"||n===null?null:typeof n.type=="string"?n:null}var w=class extends Error{constructor(e,r,o=null){super(e);this.cure=r;this.code=o}cure;code},Ct=1500,z=15e3;function K(n,t,e){return new Promise((r,o)=>{let s=setTimeout(()=>t("waiting for the kernel"),Ct),i=setTimeout(p,z),a=()=>{clearTimeout(s),clearTimeout(i),n.off("msg:custom",u),e.removeEventListener("abort",l)},l=()=>{a(),o(e.reason)},u=b=>{let h=E(b);h?.type==="credentials"&&(a(),typeof h.error=="string"?o(new w(h.error,String(h.cure??""))):r(Nt(h)))};if(e.aborted){l();return}e.addEventListener("abort",l),n.on("msg:custom",u),d();function p(){t("no answer from the kernel: was it started anew? Run this cell again"),i=setTimeout(p,z),d()}function d(){try{n.send({type:"credentials"})}catch{a(),o(new w("The kernel that made this is gone, and its lab with it.","Run the cell with %load_ext voicelab, then this cell again."))}}})}function Nt(n){let t=e=>typeof e=="string"&&e?e:null;return{port:typeof n.port=="number"?n.port:null,url:t(n.url),account_sid:t(n.account_sid),token:t(n.token),observe_token:t(n.observe_token)}}function G(){return{origin:location.origin,config:document.getElementById("jupyter-config-data")?.textContent??null,bodyBaseUrl:document.body.dataset.baseUrl??null}}async function Y(n){let t=[];for(let e of W(G(),n))if(t.push(e),await Ot(e,n))return U(e),e;throw new w(`The lab does not answer${t.length?` at ${t.join(" or ")}`:""}.`,J(G()))}async function Ot(n,t){let e=t.account_sid,r=e?`?account_sid=${encodeURIComponent(e)}`:"",o=await Lt(n,r,t.token??t.observe_token);return!!o?.voicelab&&(!e||o?.account_sid===e)}async function Lt(n,t,e){let o=new URL(n,location.href).origin===location.origin&&e?{"X-Twilio-Token":e}:{};try{let s=AbortSignal.timeout(4e3),i=await fetch(`${n}health${t}`,{headers:o,signal:s,cache:"no-store"});return i.ok?await i.json():null}catch{return null}}async function Q(n,t){try{let e=await fetch(`${n}lab/v1/tokens/renew`,{method:"POST",headers:{"Content-Type":"application/json"},body:JSON.stringify({token:t}),signal:AbortSignal.timeout(8e3)});if(!e.ok)return null;let r=await e.json();return typeof r.token=="string"?r.token:null}catch{return null}}function X(n){try{let t=(n.split(".")[1]??"").replaceAll("-","+").replaceAll("_","/"),e=JSON.parse(atob(t)),r=Number(e.exp)-Number(e.nbf);return r>0?r:null}catch{return null}}var Z=300,_t=8e3,j=.5,It=.1,R=class{constructor(t,e,r){this.base=t;this.token=e;this.hooks=r;this.#o(j)}base;token;hooks;#t=null;#e=!1;#n=!1;#r=Z;#s;#l;#a=null;watch(t){this.#a=t,this.#t?this.#t.readyState===WebSocket.OPEN&&this.#c():this.#h()}close(){this.#n=!0,clearTimeout(this.#s),clearTimeout(this.#l),this.#t?.close(),this.#t=null}#o(t){clearTimeout(this.#l);let e=X(this.token);e!==null&&(this.#l=setTimeout(()=>{this.#i()},e*t*1e3))}async#i(){let t=await Q(this.base,this.token);if(!this.#n){if(!t)return this.#o(It);this.token=t,this.#e&&this.#t?.readyState===WebSocket.OPEN&&this.#t.send(JSON.stringify({renew:t})),this.hooks.renewed?.(t),this.#o(j)}}#c(){this.#a&&this.#t?.send(JSON.stringify({token:this.token,...this.#a}))}#h(){if(this.#n)return;let t=new WebSocket(q(this.base,"observe"));this.#t=t,this.#e=!1;let e=null;t.onopen=()=>this.#c(),t.onmessage=r=>{let o=Pt(r.data);o&&(o.event==="hello"?(this.#r=Z,this.#e||this.hooks.state?.(!0),this.#e=!0):o.event==="refused"?e=this.hooks.refused(typeof o.code=="number"?o.code:null,String(o.message)):o.event!=="renewed"&&this.hooks.event(o))},t.onclose=async()=>{if(this.#t===t){if(this.#t=null,this.#e&&this.hooks.state?.(!1),e){let r=await e;if(r===null)return;this.token=r,this.#o(j)}this.#s=setTimeout(()=>this.#h(),this.#r),this.#r=Math.min(_t,this.#r*2)}}}};function Pt(n){if(typeof n!="string")return null;try{let t=JSON.parse(n);if(typeof t=="object"&&t!==null&&"event"in t)return t}catch{}return null}var M=class{rate;#t=new Float32Array(1024);#e=new Float32Array(1024/64);#n=0;#r=Number.POSITIVE_INFINITY;constructor(t=50){this.rate=t}get start(){return this.#r/this.rate}get end(){return this.#n/this.rate}push(t,e){let r=Math.max(0,Math.round(t*this.rate));e.length&&(this.#r=Math.min(this.#r,r));for(let o of e){if(r>=72e4)return;r>=this.#t.length&&this.#s(r+1);let s=Number.isFinite(o)?Math.min(1,Math.max(0,o)):0;this.#t[r]=s;let i=Math.floor(r/64);this.#e[i]=Math.max(this.#e[i]??0,s),r+=1,this.#n=Math.max(this.#n,r)}}spread(t,e,r){let o=Math.max(0,Math.round(r.length/e*this.rate)),s=[];for(let i=0;i<o;i+=1){let a=Math.floor(i/this.rate*e+1e-6),l=Math.max(a+1,Math.ceil((i+1)/this.rate*e-1e-6));s.push(Math.max(0,...r.slice(a,l)))}this.push(t,s)}#s(t){let e=this.#t.length;for(;e<t;)e*=2;let r=new Float32Array(e);r.set(this.#t);let o=new Float32Array(e/64);o.set(this.#e),this.#t=r,this.#e=o}peak(t,e){let r=Math.max(0,Math.floor(t*this.rate+1e-6)),o=Math.min(this.#n,Math.max(r+1,Math.ceil(e*this.rate-1e-6))),s=0;for(;r<o;)r%64===0&&r+64<=o?(s=Math.max(s,this.#e[r/64]??0),r+=64):(s=Math.max(s,this.#t[r]??0),r+=1);return s}},A=class{#t=null;#e=0;learn(t,e){let r=t-e,o=this.#t===null?r:this.#t-.005*Math.max(0,e-this.#e);this.#t=Math.max(r,o),this.#e=e}time(t){return this.#t===null?null:this.#t+t}};var c=n=>typeof n=="string"?n:n==null?"":String(n),m=n=>typeof n=="number"&&Number.isFinite(n)?n:null,tt=n=>typeof n!="object"||n===null?{}:Object.fromEntries(Object.entries(n).map(([t,e])=>[t,c(e)])),et=n=>Array.isArray(n)?n:[],C=class{callSid;clock=new A;inbound=new M;outbound=new M;verbs=[];exchanges=[];documents=[];digits=[];speech=[];statuses=[];notices=[];qualities=[];from="";to="";direction="";status="";endedAt=null;reason="";revision=0;#t=Number.NEGATIVE_INFINITY;#e=0;constructor(t){this.callSid=t}restart(){for(let t of[this.verbs,this.exchanges,this.documents,this.digits,this.speech])t.length=0;this.statuses.length=0,this.notices.length=0,this.qualities.length=0,this.#t=Number.NEGATIVE_INFINITY,this.status="",this.endedAt=null,this.revision+=1}apply(t,e){let r=m(t.at)??0;if(t.event==="envelope"){let o=et(t.inbound),s=et(t.outbound);this.inbound.push(r,o),this.outbound.push(r,s),e!==void 0&&this.clock.learn(r+Math.max(o.length,s.length)/this.inbound.rate,e);return}e!==void 0&&this.clock.learn(r,e),this.revision+=1,this.#n(t,r)}#n(t,e){switch(t.event){case"call-created":this.from=c(t.from_??t.from),this.to=c(t.to),this.direction=c(t.direction),this.#r(e,c(t.status));break;case"call-status-changed":this.#r(e,c(t.status));break;case"call-ended":this.endedAt=e,this.reason=c(t.reason),this.#r(e,c(t.status));for(let r of this.verbs)r.end??=e;break;case"webhook-started":this.exchanges.push({exchange:m(t.exchange)??this.exchanges.length+1,method:c(t.method),url:c(t.url),purpose:c(t.purpose),parameters:tt(t.parameters),signature:c(t.signature),start:e,duration:null,status:null,contentType:"",body:"",errorCode:null});break;case"webhook-answered":{let r=this.exchanges.find(o=>o.exchange===t.exchange);if(!r)break;r.duration=m(t.duration)??Math.max(0,e-r.start),r.status=m(t.status),r.contentType=c(t.content_type),r.body=c(t.body),r.errorCode=m(t.error_code);break}case"document-started":this.documents.push({document:m(t.document)??this.documents.length+1,url:c(t.url),source:c(t.source),at:e});break;case"verb-started":this.verbs.push({id:m(t.verb_id)??0,verb:c(t.verb),attributes:tt(t.attributes),text:c(t.text),line:m(t.line)??0,column:m(t.column)??0,document:m(t.document)??0,parent:m(t.parent_id),start:e,end:null,outcome:""});break;case"verb-ended":{let r=this.verbs.find(o=>o.id===t.verb_id);if(!r)break;r.end=e,r.outcome=c(t.outcome);break}case"digit-pressed":this.digits.push({at:e,digit:c(t.digit),via:c(t.via)});break;case"speech-heard":this.speech.push({at:e,text:c(t.text),final:t.final===!0});break;case"quality-sampled":if(Math.abs(e-this.#t)>.4)this.#e=this.qualities.length;else for(let r of this.qualities.slice(this.#e))r.at=Math.max(0,r.at-1);this.#t=e,this.qualities.push({at:e,rtt:m(t.rtt),jitter:m(t.jitter),loss:m(t.loss),mos:m(t.mos)});break;case"notified":this.notices.push({at:e,code:m(t.code),level:c(t.level),message:c(t.message),cure:c(t.cure),line:m(t.line),column:m(t.column),document:m(t.document)});break}}#r(t,e){!e||e===this.status||(this.status=e,this.statuses.push({at:t,status:e}))}time(t){return this.endedAt!==null?this.endedAt:this.clock.time(t)??this.lastKnown}get lastKnown(){let t=Math.max(this.inbound.end,this.outbound.end,this.endedAt??0);for(let e of this.verbs)t=Math.max(t,e.end??e.start);for(let e of this.exchanges)t=Math.max(t,e.start+(e.duration??0));return t}qualityAt(t){return this.qualities.findLast(e=>e.at<=t)??null}running(t){return this.verbs.filter(e=>e.start<=t&&(e.end===null||e.end>t))}get currentVerb(){for(let t=this.verbs.length-1;t>=0;t-=1){let e=this.verbs[t];if(e&&e.end===null)return e}return null}};function nt(n){let t=n.attributes,e=n.text.replace(/\s+/g," ").trim();switch(n.verb){case"Say":return e?`“${e}”`:"";case"Play":return t.digits?`keys ${t.digits}`:e.split(/[?#]/)[0]?.split("/").filter(Boolean).at(-1)??"";case"Gather":{let r=t.input??"dtmf";if(r==="speech")return"listens for words";let o=t.numDigits,s=o?`${o} digit${o==="1"?"":"s"}`:"digits";return r.includes("speech")?`waits for words or ${s}`:`waits for ${s}`}case"Pause":return`${t.length??"1"} s`;case"Record":return t.maxLength?`up to ${t.maxLength} s`:"";case"Enqueue":case"Dial":case"Redirect":case"Client":case"Number":case"Conference":case"Queue":return e;default:return""}}var $t=5e3,jt=4e3,N=class{constructor(t,e,r,o=!0){this.model=t;this.changed=r;this.envelope=o;this.story=new C(e),t.on("msg:custom",this.#o),this.#s()}model;changed;envelope;story;trouble=null;waiting="looking for the lab";#t=null;#e=new AbortController;#n;#r=!1;close(){this.#e.abort(new DOMException("closed","AbortError")),clearTimeout(this.#n),this.#t?.close(),this.model.off("msg:custom",this.#o)}async#s(){this.#t?.close();try{let t=await this.#l(),e=t.observe_token;if(!e)throw new w("The kernel gave no token.","Run the cell again.");let r=await Y(t);if(this.#e.signal.aborted)return;this.#t?.close(),this.#t=new R(r,e,{event:o=>{o.call_sid===this.story.callSid&&(this.story.apply(o,performance.now()/1e3),o.event!=="envelope"&&this.#a(),this.changed(o.event!=="envelope"))},refused:async()=>(await this.#l().catch(()=>null))?.observe_token??null,state:o=>{o&&this.story.restart(),this.waiting=o?"":"the lab went away",clearTimeout(this.#n),o||(this.#n=setTimeout(()=>{this.#s()},jt)),this.changed(!0)}}),this.#t.watch({calls:[this.story.callSid],history:!0,envelope:this.envelope}),this.trouble=null}catch(t){if(this.#e.signal.aborted)return;this.trouble=t instanceof w?t:new w(String(t),"Run the cell again."),this.#n=setTimeout(()=>{this.#s()},$t)}this.changed(!0)}#l(){return K(this.model,t=>{this.waiting=t,this.changed(!0)},this.#e.signal)}#a(){this.#r||this.story.endedAt===null||this.story.inbound.end>0&&this.story.inbound.start<1||(this.#r=!0,this.model.send({type:"envelope"}))}#o=t=>{let e=E(t);if(e?.type==="moved"&&this.#s(),e?.type!=="envelope")return;let r=Number(e.rate);if(!(r>0))return;let o=Number(e.start)||0;this.story.inbound.spread(o,r,rt(e.inbound)),this.story.outbound.spread(o,r,rt(e.outbound)),this.changed(!0)}};function rt(n){return Array.isArray(n)?n.map(t=>Array.isArray(t)?Math.max(Math.abs(Number(t[0])),Math.abs(Number(t[1]))):Number(t)):[]}function g(n,t={},...e){let r=document.createElement(n);for(let[o,s]of Object.entries(t))s==null||s===!1||(typeof s=="function"?r.addEventListener(o.slice(2),s):r.setAttribute(o,s===!0?"":String(s)));return r.append(...e),r}function O(n,t){n.textContent!==t&&(n.textContent=t)}function F(n,t,e){let r=n.getRootNode(),o=r instanceof ShadowRoot?r:document.head,s=`voicelab-${t}`,i=o.querySelector(`style[data-voicelab="${s}"]`);i||(i=g("style",{"data-voicelab":s}),o.append(i)),i.textContent!==e&&(i.textContent=e)}function ot(n){let t=Math.max(0,Math.floor(n)),e=o=>String(o).padStart(2,"0"),r=Math.floor(t/60);return r<60?`${r}:${e(t%60)}`:`${Math.floor(r/60)}:${e(r%60)}:${e(t%60)}`}function st(n,t){let e=g("span",{style:"display: none"});n.append(e);let r={};for(let o of t)e.style.color=`var(--vl-${o})`,r[o]=getComputedStyle(e).color;return e.remove(),r}var L=class{constructor(t,e,r,o){this.beat=e;this.work=r;this.rest=o;this.#s=new IntersectionObserver(s=>{this.#n=s.at(-1)?.isIntersecting??!0,this.#a()}),this.#s.observe(t),document.addEventListener("visibilitychange",this.#a)}beat;work;rest;#t;#e=0;#n=!0;#r=!1;#s;wake(){!this.#r&&!this.#e&&this.#l&&(this.#e=requestAnimationFrame(this.#o))}close(){this.#r=!0,cancelAnimationFrame(this.#e),clearTimeout(this.#t),this.#s.disconnect(),document.removeEventListener("visibilitychange",this.#a)}get#l(){return this.#n&&document.visibilityState==="visible"}#a=()=>{this.#l?this.wake():this.rest()};#o=()=>{this.#e=0,clearTimeout(this.#t),this.#l&&this.work()&&!this.#r&&(this.#t=setTimeout(this.#i,this.beat))};#i=()=>this.wake()};var it=`.vl-scope {
  max-width: 900px;
  padding: 12px 14px;
}

.vl-scope-top {
  display: flex;
  align-items: baseline;
  gap: 10px;
  min-height: 22px;
}

.vl-scope-top b {
  font-size: 14px;
}

.vl-scope-top .vl-timer {
  margin-left: auto;
  font-size: 15px;
  line-height: 22px;
}

.vl-scope-picture {
  position: relative;
  height: 168px;
  margin-top: 4px;
}

.vl-scope-picture > span {
  position: absolute;
  left: 0;
  font-size: 11px;
  line-height: 16px;
  color: var(--vl-soft);
}

.vl-scope-window {
  position: absolute;
  inset: 0 0 0 40px;
  overflow: hidden;
  contain: strict;
}

.vl-scope-window canvas {
  display: block;
  height: 100%;
  max-width: none;
  will-change: transform;
}
`;function at(n,t,e){if(!(t>n)||!(e>0))return[];let r=(t-n)/e*72,o=Ht.find(i=>i>=r)??3600,s=[];for(let i=Math.ceil(n/o-1e-9);i*o<=t;i+=1)s.push(i*o+0);return s}var Ht=[.05,.1,.2,.5,1,2,5,10,15,30,60,120,300,600,1800,3600];var Dt=14,Ye=8*Dt;function lt(n){return n.length>10?`${n.slice(0,4)}…${n.slice(-2)}`:n}function ct(n,t){let e=new Set;for(let{start:s,end:i}of n)e.add(s),e.add(i??t);let r=[...e].sort((s,i)=>s-i),o=[];return r.forEach((s,i)=>{let a=r[i+1];if(a===void 0)return;let l=n.findLast(p=>p.start<=s&&(p.end??t)>=a);if(!l)return;let u=o.at(-1);u?.id===l.id&&u.end===s?u.end=a:o.push({id:l.id,start:s,end:a,words:`${l.verb} ${nt(l)}`.trim()})}),o}function ut(n){return n<.004?0:Math.min(1,n**.7)}function ht(n,t,e,r,o,s){let i=Math.round(r);n.strokeStyle=o,n.lineWidth=1,n.setLineDash([1,2]),n.lineDashOffset=s,n.beginPath(),n.moveTo(t,i+.5),n.lineTo(t+e,i+.5),n.stroke()}var k=10,mt=["card","you","lab","line","soft","chip","chip-text"],S=168,v=24,D=16,_=(S-v-D)/2,Bt=2,dt=3,ft=31,T=5,Ut=.04,H=7,Wt='11px "DejaVu Sans", system-ui, sans-serif',I=class{root;#t;#e;#n;#r;#s=null;#l=0;#a=0;#o=1;#i=0;#c={inbound:0,outbound:0};#h=[];constructor(t){this.#e=g("canvas",{role:"img","aria-label":`Sound of the last ${k} seconds of the call`});let e=this.#e.getContext("2d",{alpha:!1});if(!e)throw new Error("This browser gives no 2D canvas.");this.#n=e,this.#t=g("div",{class:"vl-scope-window"},this.#e);let r=(o,s)=>g("span",{"aria-hidden":"true",style:`top: ${v+_*(s+.5)-8}px`},o);this.root=g("div",{class:"vl-scope-picture"},r("you",0),r("lab",1),this.#t),this.#r=new ResizeObserver(()=>{this.#a=this.#t.clientWidth,t()}),this.#r.observe(this.#t)}close(){this.#r.disconnect(),this.stop()}show(t,e,r,o){if(this.#b(),!this.#a)return;let s=e-k,i=[this.#a,this.#o,o,t.revision];!i.every((l,u)=>l===this.#h[u])||s<this.#i||s>this.#i+T-.5?(this.#i=Math.floor(s/this.#f)*this.#f,this.#g(t,o),this.#h=i,this.#m(s,r)):(!r||!this.#s||Math.abs(this.#p-s)>Ut)&&this.#m(s,r),this.#y(t,o)}stop(){this.#s?.cancel(),this.#s=null}get#d(){return k/this.#a}get#f(){return dt*this.#d}get#p(){return this.#l+performance.now()/1e3}#b(){this.#o=window.devicePixelRatio||1;let t=Math.round(this.#a*this.#o*(k+T)/k),e=Math.round(S*this.#o);this.#e.width===t&&this.#e.height===e||(this.#e.width=t,this.#e.height=e,this.#e.style.width=`${t/this.#o}px`,this.#h=[])}#m(t,e){let r=t-this.#i,o=i=>`translateX(${-Math.round(i/this.#d*this.#o)/this.#o}px)`;if(this.stop(),this.#e.style.transform=o(r),!e)return;let s=[];for(let i=0;i<=T*ft;i+=1)s.push({transform:o(i/ft),easing:"step-end"});this.#s=this.#e.animate(s,{duration:T*1e3,fill:"forwards"}),this.#s.currentTime=r*1e3,this.#l=t-performance.now()/1e3}#u(t){return(t-this.#i)/this.#d}#g(t,e){let r=this.#n,o=this.#e.width/this.#o,s=this.#i+k+T;r.setTransform(this.#o,0,0,this.#o,0,0),r.fillStyle=e.card,r.fillRect(0,0,o,S),r.font=Wt,r.textBaseline="middle";for(let a of at(this.#i-1,s,o)){if(a<0)continue;let l=Math.round(this.#u(a));r.fillStyle=e.line,r.fillRect(l,v,1,S-v-D),r.fillStyle=e.soft,r.fillText(`${Math.round(a)} s`,l+3,S-7)}r.fillStyle=e.soft;for(let a of t.verbs)r.fillRect(Math.round(this.#u(a.start)),v,1,S-v-D);for(let[a,l]of[e.you,e.lab].entries())ht(r,0,o,v+_*(a+.5),l,0);this.#v(t,s,e),r.fillStyle=e.you;for(let{at:a,digit:l}of t.digits)r.fillText(l,Math.round(this.#u(a))+4,v+6);let i=Math.floor(this.#i/this.#f);this.#c={inbound:i,outbound:i}}#v(t,e,r){let o=this.#n;for(let{start:s,end:i,words:a}of ct(t.verbs,e)){if(i<this.#i||s>e)continue;let l=this.#u(Math.max(s,this.#i-1)),u=this.#u(Math.min(i,e+1));o.save(),o.fillStyle=r.chip,o.beginPath(),o.roundRect(l+1,1,Math.max(3,u-l-2),v-6,5),o.fill(),o.clip(),o.fillStyle=r["chip-text"];let p=H/this.#d;for(let d=s;d<Math.min(i,e);d+=H){if(d<this.#i-2*H)continue;let b=Math.min(p-24,u-this.#u(d)-12);o.fillText(Jt(o,a,b),this.#u(d)+7,v/2-2)}o.restore()}}#y(t,e){let r=this.#n,o=this.#f,s=_/2-5,i=Math.round(this.#i/o);for(let[a,l]of["inbound","outbound"].entries()){let u=t[l],p=Math.round(v+_*(a+.5)),d=Math.min(Math.ceil(u.end/o),i+this.#e.width);r.fillStyle=a===0?e.you:e.lab;for(let b=Math.max(0,this.#c[l]);b<d;b+=1){let h=u.peak(b*o,(b+1)*o),y=Math.round(ut(h)*s);y>0&&r.fillRect((b-i)*dt,p-y,Bt,y*2+1)}this.#c[l]=Math.max(this.#c[l],d-1)}}};function Jt(n,t,e){let r=t;for(;r.length>1&&n.measureText(r).width>e;)r=`${r.slice(0,Math.min(r.length-2,Math.floor(r.length*.9)))}…`;return r}var B="application/vnd.jupyter.widget-state+json",bt="application/vnd.jupyter.widget-view+json",Vt="text/html",gt="application/vnd.voicelab.widget+json",vt="voicelab-stand-in";function qt(n){let t=n.metadata?.widgets,e=t?.[B]?.state??{},r=zt(e,n),o=!1,s=n.cells.map(d=>{let b=d.outputs?.map(h=>{let y=yt(h),x=Number(y?.model_id);return!y||!h.data||!(gt in h.data)||!Number.isSafeInteger(x)||x<1?h:(o=!0,r[String(x)]=Gt(h.data[Vt]),{...h,data:{...h.data,[bt]:{...y,model_id:x}}})});return b?{...d,outputs:b}:d});if(!o&&Object.keys(r).length===Object.keys(e).length)return n;let{widgets:i,...a}=n.metadata??{},{[B]:l,...u}=t??{},p=Object.keys(r).length?{...u,[B]:{version_major:2,version_minor:0,...l,state:r}}:u;return{...n,cells:s,metadata:Object.keys(p).length?{...a,widgets:p}:a}}function zt(n,t){let e=new Set,r=new Set;for(let s of t.cells.flatMap(i=>i.outputs??[])){let i=yt(s)?.model_id;i&&wt(String(i),n,s.data&&gt in s.data?e:r)}let o=Object.entries(n).filter(([s,i])=>(!e.has(s)||r.has(s))&&!Kt(i));return Object.fromEntries(o)}function yt(n){return n.data?.[bt]}function wt(n,t,e){if(!(e.has(n)||!(n in t))){e.add(n);for(let[,r]of JSON.stringify(t[n]).matchAll(/"IPY_MODEL_([^"]+)"/g))r&&wt(r,t,e)}}function Gt(n){return{model_name:"HTMLModel",model_module:"@jupyter-widgets/controls",model_module_version:"2.0.0",state:{_dom_classes:[vt],value:Array.isArray(n)?n.join(""):String(n??"")}}}function Kt(n){let t=n.state?._dom_classes;return Array.isArray(t)&&t.includes(vt)}var pt=Symbol.for("voicelab.saved-with-stand-ins");function xt(n){if(n[pt])return;n[pt]=!0;let t=n.toJSON.bind(n);n.toJSON=()=>qt(t())}function Yt(n){return n.closest(".jupyter-widgets-disconnected")!==null}function Qt(n){return t=>{let{model:e,el:r}=t;return Yt(r)?(r.innerHTML=e.get("standing"),()=>r.replaceChildren()):n(t)}}function kt(n){return{initialize:Xt(n.initialize),render:Qt(n.render)}}function Xt(n){return t=>{let r=t.model.widget_manager?.context?.model;return typeof r?.toJSON=="function"&&xt(r),n?.(t)}}function Zt(n){let t=n.match(/[\d.]+/g)?.map(Number);if(!t||t.length<3||t.length>3&&t[3]===0)return null;let[e=0,r=0,o=0]=t.map(s=>{let i=s/255;return i<=.04045?i/12.92:((i+.055)/1.055)**2.4});return .2126*e+.7152*r+.0722*o}function te(n){let t=document.body.dataset.jpThemeLight;if(t==="true")return!1;if(t==="false"||document.body.classList.contains("vscode-dark"))return!0;if(document.body.classList.contains("vscode-light"))return!1;for(let e=n.parentElement;e;e=e.parentElement){let r=Zt(getComputedStyle(e).backgroundColor);if(r!==null)return r<.2}return matchMedia("(prefers-color-scheme: dark)").matches}function St(n,t){let e=()=>{let i=te(n)?"dark":"light";n.dataset.vlTheme!==i&&(n.dataset.vlTheme=i,t())},r=new MutationObserver(()=>requestAnimationFrame(e)),o={attributes:!0,attributeFilter:["class","style","data-jp-theme-light","data-theme"]};r.observe(document.body,o),r.observe(document.documentElement,o);let s=matchMedia("(prefers-color-scheme: dark)");return s.addEventListener("change",e),requestAnimationFrame(e),()=>{r.disconnect(),s.removeEventListener("change",e)}}var Mt=`/* VoiceLab's colours, type and shapes. They follow JupyterLab's theme variables where there are some, and the
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
`;var ne=.34,re=.25,oe=500;function se({model:n,el:t}){F(t,"tokens",Mt),F(t,"scope",it);let e=n.get("call_sid"),r=g("span",{class:"vl-soft vl-ellipsis"}),o=g("span",{class:"vl-timer"}),s=new I(()=>d?.wake()),i=g("div",{class:"vl vl-card vl-scope",role:"group","aria-label":`Scope of call ${e}`},g("div",{class:"vl-scope-top"},g("b",{title:e},lt(e)),r,o),s.root);t.append(i);let a=null,l=h=>{h&&O(r,u?ie(u):""),d?.wake()},u=new N(n,e,l,re),p=()=>{if(!a)return!0;let{story:h}=u,y=h.time(performance.now()/1e3),x=h.status!==""&&h.endedAt===null;return O(o,h.status?ot(y):""),s.show(h,y-(x?ne:0),x,a),x},d=new L(i,oe,p,()=>s.stop()),b=St(i,()=>{a=st(i,mt),d.wake()});return O(r,u.waiting),()=>{b(),d.close(),s.close(),u.close()}}function ie(n){if(n.trouble)return`${n.trouble.message} ${n.trouble.cure}`;let{from:t,to:e,status:r}=n.story;return r?`${t} → ${e||"the application"} · ${r}`:n.waiting||"waiting for the call"}var Nn=kt({render:se});export{Nn as default};
