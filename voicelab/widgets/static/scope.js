var $=new Set;function H(r){let t=new URL(r);t.protocol==="http:"?$.add(t.host):$.delete(t.host)}var Kt=window.WebSocket;function pt(r){let t="/",e=bt(r.config);typeof e.baseUrl=="string"?t=e.baseUrl:r.bodyBaseUrl&&(t=r.bodyBaseUrl);let n=new URL(t,`${r.origin}/`);return n.href.endsWith("/")?n.href:`${n.href}/`}function bt(r){if(!r)return{};try{let t=JSON.parse(r);return typeof t=="object"&&t!==null?t:{}}catch{return{}}}function P(r){return r==="localhost"||r==="[::1]"||/^127(\.\d+){3}$/.test(r)}function U(r,t){let e=[];return t.url&&!P(new URL(t.url).hostname)&&e.push(vt(t.url)),t.port&&(r.origin.startsWith("http")&&e.push(`${pt(r)}proxy/${t.port}/`),(r.origin==="null"||gt(r)||P(V(r.origin)))&&e.push(`http://127.0.0.1:${t.port}/`)),e}function gt(r){return r.origin.startsWith("vscode-webview:")}function D(r){return r.config!==null||r.bodyBaseUrl!==null||P(V(r.origin))?"Run the cell with %load_ext voicelab again. If that does not help, voicelab doctor says what stops it.":"This page is no Jupyter's, and the lab is on the kernel's machine. Open the notebook in JupyterLab, in a browser; here lab.caller(...) places calls, and call.plot() and call.audio() show them."}function V(r){try{return new URL(r).hostname}catch{return""}}function vt(r){return r.endsWith("/")?r:`${r}/`}function W(r,t){let e=new URL(t,r);return e.protocol=e.protocol==="https:"?"wss:":"ws:",e.href}function T(r){return typeof r!="object"||r===null?null:typeof r.type=="string"?r:null}var v=class extends Error{constructor(e,n,s=null){super(e);this.cure=n;this.code=s}cure;code},yt=1500,wt=15e3;function G(r,t,e){return new Promise((n,s)=>{let o=[setTimeout(()=>t("waiting for the kernel"),yt),setTimeout(()=>t("no answer from the kernel: was it started anew? Run this cell again"),wt)],i=()=>{for(let d of o)clearTimeout(d);r.off("msg:custom",a),e.removeEventListener("abort",l)},l=()=>{i(),s(e.reason)},a=d=>{let f=T(d);f?.type==="credentials"&&(i(),typeof f.error=="string"?s(new v(f.error,String(f.cure??""))):n(xt(f)))};if(e.aborted){l();return}e.addEventListener("abort",l),r.on("msg:custom",a);try{r.send({type:"credentials"})}catch{i(),s(new v("The kernel that made this is gone, and its lab with it.","Run the cell with %load_ext voicelab, then this cell again."))}})}function xt(r){let t=e=>typeof e=="string"&&e?e:null;return{port:typeof r.port=="number"?r.port:null,url:t(r.url),account_sid:t(r.account_sid),token:t(r.token),observe_token:t(r.observe_token)}}function q(){return{origin:location.origin,config:document.getElementById("jupyter-config-data")?.textContent??null,bodyBaseUrl:document.body.dataset.baseUrl??null}}async function K(r){let t=[];for(let e of U(q(),r))if(t.push(e),await kt(e,r))return H(e),e;throw new v(`The lab does not answer${t.length?` at ${t.join(" or ")}`:""}.`,D(q()))}async function kt(r,t){let e=t.account_sid,n=e?`?account_sid=${encodeURIComponent(e)}`:"",s=await St(r,n,t.token??t.observe_token);return!!s?.voicelab&&(!e||s?.account_sid===e)}async function St(r,t,e){let s=new URL(r,location.href).origin===location.origin&&e?{"X-Twilio-Token":e}:{};try{let o=AbortSignal.timeout(4e3),i=await fetch(`${r}health${t}`,{headers:s,signal:o,cache:"no-store"});return i.ok?await i.json():null}catch{return null}}async function z(r,t){try{let e=await fetch(`${r}lab/v1/tokens/renew`,{method:"POST",headers:{"Content-Type":"application/json"},body:JSON.stringify({token:t}),signal:AbortSignal.timeout(8e3)});if(!e.ok)return null;let n=await e.json();return typeof n.token=="string"?n.token:null}catch{return null}}function J(r){try{let t=(r.split(".")[1]??"").replaceAll("-","+").replaceAll("_","/"),e=JSON.parse(atob(t)),n=Number(e.exp)-Number(e.nbf);return n>0?n:null}catch{return null}}var Y=300,Mt=8e3,I=.5,Tt=.1,R=class{constructor(t,e,n){this.base=t;this.token=e;this.hooks=n;this.#o(I)}base;token;hooks;#t=null;#e=!1;#n=!1;#r=Y;#s;#l;#i=null;watch(t){this.#i=t,this.#t?this.#t.readyState===WebSocket.OPEN&&this.#u():this.#h()}close(){this.#n=!0,clearTimeout(this.#s),clearTimeout(this.#l),this.#t?.close(),this.#t=null}#o(t){clearTimeout(this.#l);let e=J(this.token);e!==null&&(this.#l=setTimeout(()=>{this.#a()},e*t*1e3))}async#a(){let t=await z(this.base,this.token);if(!this.#n){if(!t)return this.#o(Tt);this.token=t,this.#e&&this.#t?.readyState===WebSocket.OPEN&&this.#t.send(JSON.stringify({renew:t})),this.hooks.renewed?.(t),this.#o(I)}}#u(){this.#i&&this.#t?.send(JSON.stringify({token:this.token,...this.#i}))}#h(){if(this.#n)return;let t=new WebSocket(W(this.base,"observe"));this.#t=t,this.#e=!1;let e=null;t.onopen=()=>this.#u(),t.onmessage=n=>{let s=Rt(n.data);s&&(s.event==="hello"?(this.#r=Y,this.#e||this.hooks.state?.(!0),this.#e=!0):s.event==="refused"?e=this.hooks.refused(typeof s.code=="number"?s.code:null,String(s.message)):s.event!=="renewed"&&this.hooks.event(s))},t.onclose=async()=>{if(this.#t===t){if(this.#t=null,this.#e&&this.hooks.state?.(!1),e){let n=await e;if(n===null)return;this.token=n,this.#o(I)}this.#s=setTimeout(()=>this.#h(),this.#r),this.#r=Math.min(Mt,this.#r*2)}}}};function Rt(r){if(typeof r!="string")return null;try{let t=JSON.parse(r);if(typeof t=="object"&&t!==null&&"event"in t)return t}catch{}return null}var k=class{rate;#t=new Float32Array(1024);#e=new Float32Array(1024/64);#n=0;#r=Number.POSITIVE_INFINITY;constructor(t=50){this.rate=t}get start(){return this.#r/this.rate}get end(){return this.#n/this.rate}push(t,e){let n=Math.max(0,Math.round(t*this.rate));e.length&&(this.#r=Math.min(this.#r,n));for(let s of e){if(n>=72e4)return;n>=this.#t.length&&this.#s(n+1);let o=Number.isFinite(s)?Math.min(1,Math.max(0,s)):0;this.#t[n]=o;let i=Math.floor(n/64);this.#e[i]=Math.max(this.#e[i]??0,o),n+=1,this.#n=Math.max(this.#n,n)}}spread(t,e,n){let s=Math.max(0,Math.round(n.length/e*this.rate)),o=[];for(let i=0;i<s;i+=1){let l=Math.floor(i/this.rate*e+1e-6),a=Math.max(l+1,Math.ceil((i+1)/this.rate*e-1e-6));o.push(Math.max(0,...n.slice(l,a)))}this.push(t,o)}#s(t){let e=this.#t.length;for(;e<t;)e*=2;let n=new Float32Array(e);n.set(this.#t);let s=new Float32Array(e/64);s.set(this.#e),this.#t=n,this.#e=s}peak(t,e){let n=Math.max(0,Math.floor(t*this.rate+1e-6)),s=Math.min(this.#n,Math.max(n+1,Math.ceil(e*this.rate-1e-6))),o=0;for(;n<s;)n%64===0&&n+64<=s?(o=Math.max(o,this.#e[n/64]??0),n+=64):(o=Math.max(o,this.#t[n]??0),n+=1);return o}},E=class{#t=null;#e=0;learn(t,e){let n=t-e,s=this.#t===null?n:this.#t-.005*Math.max(0,e-this.#e);this.#t=Math.max(n,s),this.#e=e}time(t){return this.#t===null?null:this.#t+t}};var u=r=>typeof r=="string"?r:r==null?"":String(r),h=r=>typeof r=="number"&&Number.isFinite(r)?r:null,Q=r=>typeof r!="object"||r===null?{}:Object.fromEntries(Object.entries(r).map(([t,e])=>[t,u(e)])),X=r=>Array.isArray(r)?r:[],A=class{callSid;clock=new E;inbound=new k;outbound=new k;verbs=[];exchanges=[];documents=[];digits=[];speech=[];statuses=[];notices=[];qualities=[];from="";to="";direction="";status="";endedAt=null;reason="";revision=0;#t=Number.NEGATIVE_INFINITY;#e=0;constructor(t){this.callSid=t}restart(){for(let t of[this.verbs,this.exchanges,this.documents,this.digits,this.speech])t.length=0;this.statuses.length=0,this.notices.length=0,this.qualities.length=0,this.#t=Number.NEGATIVE_INFINITY,this.status="",this.endedAt=null,this.revision+=1}apply(t,e){let n=h(t.at)??0;if(t.event==="envelope"){let s=X(t.inbound),o=X(t.outbound);this.inbound.push(n,s),this.outbound.push(n,o),e!==void 0&&this.clock.learn(n+Math.max(s.length,o.length)/this.inbound.rate,e);return}e!==void 0&&this.clock.learn(n,e),this.revision+=1,this.#n(t,n)}#n(t,e){switch(t.event){case"call-created":this.from=u(t.from_??t.from),this.to=u(t.to),this.direction=u(t.direction),this.#r(e,u(t.status));break;case"call-status-changed":this.#r(e,u(t.status));break;case"call-ended":this.endedAt=e,this.reason=u(t.reason),this.#r(e,u(t.status));for(let n of this.verbs)n.end??=e;break;case"webhook-started":this.exchanges.push({exchange:h(t.exchange)??this.exchanges.length+1,method:u(t.method),url:u(t.url),purpose:u(t.purpose),parameters:Q(t.parameters),signature:u(t.signature),start:e,duration:null,status:null,contentType:"",body:"",errorCode:null});break;case"webhook-answered":{let n=this.exchanges.find(s=>s.exchange===t.exchange);if(!n)break;n.duration=h(t.duration)??Math.max(0,e-n.start),n.status=h(t.status),n.contentType=u(t.content_type),n.body=u(t.body),n.errorCode=h(t.error_code);break}case"document-started":this.documents.push({document:h(t.document)??this.documents.length+1,url:u(t.url),source:u(t.source),at:e});break;case"verb-started":this.verbs.push({id:h(t.verb_id)??0,verb:u(t.verb),attributes:Q(t.attributes),text:u(t.text),line:h(t.line)??0,column:h(t.column)??0,document:h(t.document)??0,parent:h(t.parent_id),start:e,end:null,outcome:""});break;case"verb-ended":{let n=this.verbs.find(s=>s.id===t.verb_id);if(!n)break;n.end=e,n.outcome=u(t.outcome);break}case"digit-pressed":this.digits.push({at:e,digit:u(t.digit),via:u(t.via)});break;case"speech-heard":this.speech.push({at:e,text:u(t.text),final:t.final===!0});break;case"quality-sampled":if(Math.abs(e-this.#t)>.4)this.#e=this.qualities.length;else for(let n of this.qualities.slice(this.#e))n.at=Math.max(0,n.at-1);this.#t=e,this.qualities.push({at:e,rtt:h(t.rtt),jitter:h(t.jitter),loss:h(t.loss),mos:h(t.mos)});break;case"notified":this.notices.push({at:e,code:h(t.code),level:u(t.level),message:u(t.message),cure:u(t.cure),line:h(t.line),column:h(t.column),document:h(t.document)});break}}#r(t,e){!e||e===this.status||(this.status=e,this.statuses.push({at:t,status:e}))}time(t){return this.endedAt!==null?this.endedAt:this.clock.time(t)??this.lastKnown}get lastKnown(){let t=Math.max(this.inbound.end,this.outbound.end,this.endedAt??0);for(let e of this.verbs)t=Math.max(t,e.end??e.start);for(let e of this.exchanges)t=Math.max(t,e.start+(e.duration??0));return t}qualityAt(t){return this.qualities.findLast(e=>e.at<=t)??null}running(t){return this.verbs.filter(e=>e.start<=t&&(e.end===null||e.end>t))}get currentVerb(){for(let t=this.verbs.length-1;t>=0;t-=1){let e=this.verbs[t];if(e&&e.end===null)return e}return null}};function Z(r){let t=r.attributes,e=r.text.replace(/\s+/g," ").trim();switch(r.verb){case"Say":return e?`“${e}”`:"";case"Play":return t.digits?`keys ${t.digits}`:e.split(/[?#]/)[0]?.split("/").filter(Boolean).at(-1)??"";case"Gather":{let n=t.input??"dtmf";if(n==="speech")return"listens for words";let s=t.numDigits,o=s?`${s} digit${s==="1"?"":"s"}`:"digits";return n.includes("speech")?`waits for words or ${o}`:`waits for ${o}`}case"Pause":return`${t.length??"1"} s`;case"Record":return t.maxLength?`up to ${t.maxLength} s`:"";case"Enqueue":case"Dial":case"Redirect":case"Client":case"Number":case"Conference":case"Queue":return e;default:return""}}var Et=5e3,At=4e3,C=class{constructor(t,e,n){this.model=t;this.changed=n;this.story=new A(e),t.on("msg:custom",this.#o),this.#s()}model;changed;story;trouble=null;waiting="looking for the lab";#t=null;#e=new AbortController;#n;#r=!1;close(){this.#e.abort(new DOMException("closed","AbortError")),clearTimeout(this.#n),this.#t?.close(),this.model.off("msg:custom",this.#o)}async#s(){this.#t?.close();try{let t=await this.#l(),e=t.observe_token;if(!e)throw new v("The kernel gave no token.","Run the cell again.");let n=await K(t);if(this.#e.signal.aborted)return;this.#t?.close(),this.#t=new R(n,e,{event:s=>{s.call_sid===this.story.callSid&&(this.story.apply(s,performance.now()/1e3),s.event!=="envelope"&&this.#i(),this.changed(s.event!=="envelope"))},refused:async()=>(await this.#l().catch(()=>null))?.observe_token??null,state:s=>{s&&this.story.restart(),this.waiting=s?"":"the lab went away",clearTimeout(this.#n),s||(this.#n=setTimeout(()=>{this.#s()},At)),this.changed(!0)}}),this.#t.watch({calls:[this.story.callSid],history:!0,envelope:!0}),this.trouble=null}catch(t){if(this.#e.signal.aborted)return;this.trouble=t instanceof v?t:new v(String(t),"Run the cell again."),this.#n=setTimeout(()=>{this.#s()},Et)}this.changed(!0)}#l(){return G(this.model,t=>{this.waiting=t,this.changed(!0)},this.#e.signal)}#i(){this.#r||this.story.endedAt===null||this.story.inbound.end>0&&this.story.inbound.start<1||(this.#r=!0,this.model.send({type:"envelope"}))}#o=t=>{let e=T(t);if(e?.type==="moved"&&this.#s(),e?.type!=="envelope")return;let n=Number(e.rate);if(!(n>0))return;let s=Number(e.start)||0;this.story.inbound.spread(s,n,tt(e.inbound)),this.story.outbound.spread(s,n,tt(e.outbound)),this.changed(!0)}};function tt(r){return Array.isArray(r)?r.map(t=>Array.isArray(t)?Math.max(Math.abs(Number(t[0])),Math.abs(Number(t[1]))):Number(t)):[]}function p(r,t={},...e){let n=document.createElement(r);for(let[s,o]of Object.entries(t))o==null||o===!1||(typeof o=="function"?n.addEventListener(s.slice(2),o):n.setAttribute(s,o===!0?"":String(o)));return n.append(...e),n}function L(r,t){r.textContent!==t&&(r.textContent=t)}function F(r,t,e){let n=r.getRootNode(),s=n instanceof ShadowRoot?n:document.head,o=`voicelab-${t}`,i=s.querySelector(`style[data-voicelab="${o}"]`);i||(i=p("style",{"data-voicelab":o}),s.append(i)),i.textContent!==e&&(i.textContent=e)}function et(r){let t=Math.max(0,Math.floor(r)),e=s=>String(s).padStart(2,"0"),n=Math.floor(t/60);return n<60?`${n}:${e(t%60)}`:`${Math.floor(n/60)}:${e(n%60)}:${e(t%60)}`}function nt(r,t){let e=p("span",{style:"display: none"});r.append(e);let n={};for(let s of t)e.style.color=`var(--vl-${s})`,n[s]=getComputedStyle(e).color;return e.remove(),n}var O=class{constructor(t,e,n,s){this.beat=e;this.work=n;this.rest=s;this.#r=new IntersectionObserver(o=>{this.#e=o.at(-1)?.isIntersecting??!0,this.#l()}),this.#r.observe(t),document.addEventListener("visibilitychange",this.#l)}beat;work;rest;#t;#e=!0;#n=!1;#r;wake(){!this.#n&&this.#t===void 0&&this.#s&&(this.#t=setTimeout(this.#i,0))}close(){this.#n=!0,clearTimeout(this.#t),this.#r.disconnect(),document.removeEventListener("visibilitychange",this.#l)}get#s(){return this.#e&&document.visibilityState==="visible"}#l=()=>{this.#s?this.wake():this.rest()};#i=()=>{this.#t=void 0,this.#s&&this.work()&&!this.#n&&(this.#t=setTimeout(this.#i,this.beat))}};var rt=`.vl-scope {
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
`;function st(r,t,e){if(!(t>r)||!(e>0))return[];let n=(t-r)/e*72,s=Lt.find(i=>i>=n)??3600,o=[];for(let i=Math.ceil(r/s-1e-9);i*s<=t;i+=1)o.push(i*s+0);return o}var Lt=[.05,.1,.2,.5,1,2,5,10,15,30,60,120,300,600,1800,3600];function ot(r){return r.length>10?`${r.slice(0,4)}…${r.slice(-2)}`:r}function it(r,t){let e=new Set;for(let{start:o,end:i}of r)e.add(o),e.add(i??t);let n=[...e].sort((o,i)=>o-i),s=[];return n.forEach((o,i)=>{let l=n[i+1];if(l===void 0)return;let a=r.findLast(f=>f.start<=o&&(f.end??t)>=l);if(!a)return;let d=s.at(-1);d?.id===a.id&&d.end===o?d.end=l:s.push({id:a.id,start:o,end:l,words:`${a.verb} ${Z(a)}`.trim()})}),s}function at(r){return r<.004?0:Math.min(1,r**.7)}function lt(r,t,e,n,s,o){let i=Math.round(n);r.strokeStyle=s,r.lineWidth=1,r.setLineDash([1,2]),r.lineDashOffset=o,r.beginPath(),r.moveTo(t,i+.5),r.lineTo(t+e,i+.5),r.stroke()}var w=10,ht=["card","you","lab","line","soft","chip","chip-text"],x=168,b=24,B=16,N=(x-b-B)/2,Ot=2,ut=3,ct=31,S=5,Nt=.04,j=7,_t='11px "DejaVu Sans", system-ui, sans-serif',_=class{root;#t;#e;#n;#r;#s=null;#l=0;#i=0;#o=1;#a=0;#u={inbound:0,outbound:0};#h=[];constructor(t){this.#e=p("canvas",{role:"img","aria-label":`Sound of the last ${w} seconds of the call`});let e=this.#e.getContext("2d",{alpha:!1});if(!e)throw new Error("This browser gives no 2D canvas.");this.#n=e,this.#t=p("div",{class:"vl-scope-window"},this.#e);let n=(s,o)=>p("span",{"aria-hidden":"true",style:`top: ${b+N*(o+.5)-8}px`},s);this.root=p("div",{class:"vl-scope-picture"},n("you",0),n("lab",1),this.#t),this.#r=new ResizeObserver(()=>{this.#i=this.#t.clientWidth,t()}),this.#r.observe(this.#t)}close(){this.#r.disconnect(),this.stop()}show(t,e,n,s){if(this.#b(),!this.#i)return;let o=e-w,i=[this.#i,this.#o,s,t.revision];!i.every((a,d)=>a===this.#h[d])||o<this.#a||o>this.#a+S-.5?(this.#a=Math.floor(o/this.#f)*this.#f,this.#g(t,s),this.#h=i,this.#m(o,n)):(!n||!this.#s||Math.abs(this.#p-o)>Nt)&&this.#m(o,n),this.#y(t,s)}stop(){this.#s?.cancel(),this.#s=null}get#d(){return w/this.#i}get#f(){return ut*this.#d}get#p(){return this.#l+performance.now()/1e3}#b(){this.#o=window.devicePixelRatio||1;let t=Math.round(this.#i*this.#o*(w+S)/w),e=Math.round(x*this.#o);this.#e.width===t&&this.#e.height===e||(this.#e.width=t,this.#e.height=e,this.#e.style.width=`${t/this.#o}px`,this.#h=[])}#m(t,e){let n=t-this.#a,s=i=>`translateX(${-Math.round(i/this.#d*this.#o)/this.#o}px)`;if(this.stop(),this.#e.style.transform=s(n),!e)return;let o=[];for(let i=0;i<=S*ct;i+=1)o.push({transform:s(i/ct),easing:"step-end"});this.#s=this.#e.animate(o,{duration:S*1e3,fill:"forwards"}),this.#s.currentTime=n*1e3,this.#l=t-performance.now()/1e3}#c(t){return(t-this.#a)/this.#d}#g(t,e){let n=this.#n,s=this.#e.width/this.#o,o=this.#a+w+S;n.setTransform(this.#o,0,0,this.#o,0,0),n.fillStyle=e.card,n.fillRect(0,0,s,x),n.font=_t,n.textBaseline="middle";for(let l of st(this.#a-1,o,s)){if(l<0)continue;let a=Math.round(this.#c(l));n.fillStyle=e.line,n.fillRect(a,b,1,x-b-B),n.fillStyle=e.soft,n.fillText(`${Math.round(l)} s`,a+3,x-7)}n.fillStyle=e.soft;for(let l of t.verbs)n.fillRect(Math.round(this.#c(l.start)),b,1,x-b-B);for(let[l,a]of[e.you,e.lab].entries())lt(n,0,s,b+N*(l+.5),a,0);this.#v(t,o,e),n.fillStyle=e.you;for(let{at:l,digit:a}of t.digits)n.fillText(a,Math.round(this.#c(l))+4,b+6);let i=Math.floor(this.#a/this.#f);this.#u={inbound:i,outbound:i}}#v(t,e,n){let s=this.#n;for(let{start:o,end:i,words:l}of it(t.verbs,e)){if(i<this.#a||o>e)continue;let a=this.#c(Math.max(o,this.#a-1)),d=this.#c(Math.min(i,e+1));s.save(),s.fillStyle=n.chip,s.beginPath(),s.roundRect(a+1,1,Math.max(3,d-a-2),b-6,5),s.fill(),s.clip(),s.fillStyle=n["chip-text"];let f=j/this.#d;for(let g=o;g<Math.min(i,e);g+=j){if(g<this.#a-2*j)continue;let m=Math.min(f-24,d-this.#c(g)-12);s.fillText($t(s,l,m),this.#c(g)+7,b/2-2)}s.restore()}}#y(t,e){let n=this.#n,s=this.#f,o=N/2-5,i=Math.round(this.#a/s);for(let[l,a]of["inbound","outbound"].entries()){let d=t[a],f=Math.round(b+N*(l+.5)),g=Math.min(Math.ceil(d.end/s),i+this.#e.width);n.fillStyle=l===0?e.you:e.lab;for(let m=Math.max(0,this.#u[a]);m<g;m+=1){let M=d.peak(m*s,(m+1)*s),y=Math.round(at(M)*o);y>0&&n.fillRect((m-i)*ut,f-y,Ot,y*2+1)}this.#u[a]=Math.max(this.#u[a],g-1)}}};function $t(r,t,e){let n=t;for(;n.length>1&&r.measureText(n).width>e;)n=`${n.slice(0,Math.min(n.length-2,Math.floor(n.length*.9)))}…`;return n}function Pt(r){return r.closest(".jupyter-widgets-disconnected")!==null}function dt(r){return t=>{let{model:e,el:n}=t;return Pt(n)?(n.innerHTML=e.get("standing"),()=>n.replaceChildren()):r(t)}}function It(r){let t=r.match(/[\d.]+/g)?.map(Number);if(!t||t.length<3||t.length>3&&t[3]===0)return null;let[e=0,n=0,s=0]=t.map(o=>{let i=o/255;return i<=.04045?i/12.92:((i+.055)/1.055)**2.4});return .2126*e+.7152*n+.0722*s}function Ft(r){let t=document.body.dataset.jpThemeLight;if(t==="true")return!1;if(t==="false"||document.body.classList.contains("vscode-dark"))return!0;if(document.body.classList.contains("vscode-light"))return!1;for(let e=r.parentElement;e;e=e.parentElement){let n=It(getComputedStyle(e).backgroundColor);if(n!==null)return n<.2}return matchMedia("(prefers-color-scheme: dark)").matches}function ft(r,t){let e=()=>{let i=Ft(r)?"dark":"light";r.dataset.vlTheme!==i&&(r.dataset.vlTheme=i,t())},n=new MutationObserver(()=>requestAnimationFrame(e)),s={attributes:!0,attributeFilter:["class","style","data-jp-theme-light","data-theme"]};n.observe(document.body,s),n.observe(document.documentElement,s);let o=matchMedia("(prefers-color-scheme: dark)");return o.addEventListener("change",e),requestAnimationFrame(e),()=>{n.disconnect(),o.removeEventListener("change",e)}}var mt=`/* VoiceLab's colours, type and shapes. They follow JupyterLab's theme variables where there are some, and the
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
`;var Bt=.34,Ht=200;function Ut({model:r,el:t}){F(t,"tokens",mt),F(t,"scope",rt);let e=r.get("call_sid"),n=p("span",{class:"vl-soft vl-ellipsis"}),s=p("span",{class:"vl-timer"}),o=new _(()=>f?.wake()),i=p("div",{class:"vl vl-card vl-scope",role:"group","aria-label":`Scope of call ${e}`},p("div",{class:"vl-scope-top"},p("b",{title:e},ot(e)),n,s),o.root);t.append(i);let l=null,a=new C(r,e,m=>{m&&L(n,a?Dt(a):""),f?.wake()}),d=()=>{if(!l)return!0;let{story:m}=a,M=m.time(performance.now()/1e3),y=m.status!==""&&m.endedAt===null;return L(s,m.status?et(M):""),o.show(m,M-(y?Bt:0),y,l),y},f=new O(i,Ht,d,()=>o.stop()),g=ft(i,()=>{l=nt(i,ht),f.wake()});return L(n,a.waiting),()=>{g(),f.close(),o.close(),a.close()}}function Dt(r){if(r.trouble)return`${r.trouble.message} ${r.trouble.cure}`;let{from:t,to:e,status:n}=r.story;return n?`${t} → ${e||"the application"} · ${n}`:r.waiting||"waiting for the call"}var ln={render:dt(Ut)};export{ln as default};
