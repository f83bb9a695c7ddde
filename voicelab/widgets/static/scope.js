var I=new Set;function B(r){let t=new URL(r);t.protocol==="http:"?I.add(t.host):I.delete(t.host)}var Ht=window.WebSocket;function ht(r){let t="/",e=dt(r.config);typeof e.baseUrl=="string"?t=e.baseUrl:r.bodyBaseUrl&&(t=r.bodyBaseUrl);let n=new URL(t,`${r.origin}/`);return n.href.endsWith("/")?n.href:`${n.href}/`}function dt(r){if(!r)return{};try{let t=JSON.parse(r);return typeof t=="object"&&t!==null?t:{}}catch{return{}}}function D(r){return r==="localhost"||r==="[::1]"||/^127(\.\d+){3}$/.test(r)}function H(r,t){let e=[];return t.url&&!D(new URL(t.url).hostname)&&e.push(mt(t.url)),t.port&&(r.origin.startsWith("http")&&e.push(`${ht(r)}proxy/${t.port}/`),(r.origin==="null"||D(ft(r.origin)))&&e.push(`http://127.0.0.1:${t.port}/`)),e}function ft(r){try{return new URL(r).hostname}catch{return""}}function mt(r){return r.endsWith("/")?r:`${r}/`}function W(r,t){let e=new URL(t,r);return e.protocol=e.protocol==="https:"?"wss:":"ws:",e.href}function R(r){return typeof r!="object"||r===null?null:typeof r.type=="string"?r:null}var k=class extends Error{constructor(e,n,o=null){super(e);this.cure=n;this.code=o}cure;code},pt=1500,bt=15e3;function V(r,t,e){return new Promise((n,o)=>{let s=[setTimeout(()=>t("waiting for the kernel"),pt),setTimeout(()=>t("no answer from the kernel: was it started anew? Run this cell again"),bt)],i=()=>{for(let u of s)clearTimeout(u);r.off("msg:custom",a)},a=u=>{let l=R(u);l?.type==="credentials"&&(i(),typeof l.error=="string"?o(new k(l.error,String(l.cure??""))):n(gt(l)))};e.addEventListener("abort",()=>{i(),o(e.reason)}),r.on("msg:custom",a);try{r.send({type:"credentials"})}catch{i(),o(new k("The kernel that made this is gone, and its lab with it.","Run the cell with %load_ext voicelab, then this cell again."))}})}function gt(r){let t=e=>typeof e=="string"&&e?e:null;return{port:typeof r.port=="number"?r.port:null,url:t(r.url),account_sid:t(r.account_sid),token:t(r.token),observe_token:t(r.observe_token)}}function vt(){return{origin:location.origin,config:document.getElementById("jupyter-config-data")?.textContent??null,bodyBaseUrl:document.body.dataset.baseUrl??null}}async function q(r){let t=[];for(let e of H(vt(),r))if(t.push(e),await yt(e,r))return B(e),e;throw new k(`The lab does not answer${t.length?` at ${t.join(" or ")}`:""}.`,"Run the cell with %load_ext voicelab again. If that does not help, voicelab doctor says what stops it.")}async function yt(r,t){let e=t.account_sid,o=new URL(r,location.href).origin===location.origin?t.token??t.observe_token:null,s=o?{"X-Twilio-Token":o}:{};try{let i=e?`?account_sid=${encodeURIComponent(e)}`:"",a=await fetch(`${r}health${i}`,{headers:s,signal:AbortSignal.timeout(4e3),cache:"no-store"});if(!a.ok)return!1;let u=await a.json();return!!u.voicelab&&(!e||u.account_sid===e)}catch{return!1}}async function G(r,t){try{let e=await fetch(`${r}lab/v1/tokens/renew`,{method:"POST",headers:{"Content-Type":"application/json"},body:JSON.stringify({token:t}),signal:AbortSignal.timeout(8e3)});if(!e.ok)return null;let n=await e.json();return typeof n.token=="string"?n.token:null}catch{return null}}function K(r){try{let t=(r.split(".")[1]??"").replaceAll("-","+").replaceAll("_","/"),e=JSON.parse(atob(t)),n=Number(e.exp)-Number(e.nbf);return n>0?n:null}catch{return null}}var z=300,xt=8e3,F=.5,wt=.1,E=class{constructor(t,e,n){this.base=t;this.token=e;this.hooks=n;this.#s(F)}base;token;hooks;#t=null;#e=!1;#n=!1;#r=z;#o;#i;#a=null;watch(t){this.#a=t,this.#t?this.#t.readyState===WebSocket.OPEN&&this.#l():this.#u()}close(){this.#n=!0,clearTimeout(this.#o),clearTimeout(this.#i),this.#t?.close(),this.#t=null}#s(t){clearTimeout(this.#i);let e=K(this.token);e!==null&&(this.#i=setTimeout(()=>{this.#c()},e*t*1e3))}async#c(){let t=await G(this.base,this.token);if(!this.#n){if(!t)return this.#s(wt);this.token=t,this.#e&&this.#t?.readyState===WebSocket.OPEN&&this.#t.send(JSON.stringify({renew:t})),this.hooks.renewed?.(t),this.#s(F)}}#l(){this.#a&&this.#t?.send(JSON.stringify({token:this.token,...this.#a}))}#u(){if(this.#n)return;let t=new WebSocket(W(this.base,"observe"));this.#t=t,this.#e=!1;let e=null;t.onopen=()=>this.#l(),t.onmessage=n=>{let o=kt(n.data);o&&(o.event==="hello"?(this.#r=z,this.#e||this.hooks.state?.(!0),this.#e=!0):o.event==="refused"?e=this.hooks.refused(typeof o.code=="number"?o.code:null,String(o.message)):o.event!=="renewed"&&this.hooks.event(o))},t.onclose=async()=>{if(this.#t===t){if(this.#t=null,this.#e&&this.hooks.state?.(!1),e){let n=await e;if(n===null)return;this.token=n,this.#s(F)}this.#o=setTimeout(()=>this.#u(),this.#r),this.#r=Math.min(xt,this.#r*2)}}}};function kt(r){if(typeof r!="string")return null;try{let t=JSON.parse(r);if(typeof t=="object"&&t!==null&&"event"in t)return t}catch{}return null}var T=class{rate;#t=new Float32Array(1024);#e=new Float32Array(1024/64);#n=0;#r=Number.POSITIVE_INFINITY;constructor(t=50){this.rate=t}get start(){return this.#r/this.rate}get end(){return this.#n/this.rate}push(t,e){let n=Math.max(0,Math.round(t*this.rate));e.length&&(this.#r=Math.min(this.#r,n));for(let o of e){if(n>=72e4)return;n>=this.#t.length&&this.#o(n+1);let s=Number.isFinite(o)?Math.min(1,Math.max(0,o)):0;this.#t[n]=s;let i=Math.floor(n/64);this.#e[i]=Math.max(this.#e[i]??0,s),n+=1,this.#n=Math.max(this.#n,n)}}spread(t,e,n){let o=Math.max(0,Math.round(n.length/e*this.rate)),s=[];for(let i=0;i<o;i+=1){let a=Math.floor(i/this.rate*e+1e-6),u=Math.max(a+1,Math.ceil((i+1)/this.rate*e-1e-6));s.push(Math.max(0,...n.slice(a,u)))}this.push(t,s)}#o(t){let e=this.#t.length;for(;e<t;)e*=2;let n=new Float32Array(e);n.set(this.#t);let o=new Float32Array(e/64);o.set(this.#e),this.#t=n,this.#e=o}peak(t,e){let n=Math.max(0,Math.floor(t*this.rate+1e-6)),o=Math.min(this.#n,Math.max(n+1,Math.ceil(e*this.rate-1e-6))),s=0;for(;n<o;)n%64===0&&n+64<=o?(s=Math.max(s,this.#e[n/64]??0),n+=64):(s=Math.max(s,this.#t[n]??0),n+=1);return s}},A=class{#t=null;#e=0;learn(t,e){let n=t-e,o=this.#t===null?n:this.#t-.005*Math.max(0,e-this.#e);this.#t=Math.max(n,o),this.#e=e}time(t){return this.#t===null?null:this.#t+t}};var h=r=>typeof r=="string"?r:r==null?"":String(r),m=r=>typeof r=="number"&&Number.isFinite(r)?r:null,Y=r=>typeof r!="object"||r===null?{}:Object.fromEntries(Object.entries(r).map(([t,e])=>[t,h(e)])),J=r=>Array.isArray(r)?r:[],C=class{callSid;clock=new A;inbound=new T;outbound=new T;verbs=[];exchanges=[];documents=[];digits=[];speech=[];statuses=[];notices=[];qualities=[];from="";to="";direction="";status="";endedAt=null;reason="";revision=0;#t=Number.NEGATIVE_INFINITY;#e=0;constructor(t){this.callSid=t}restart(){for(let t of[this.verbs,this.exchanges,this.documents,this.digits,this.speech])t.length=0;this.statuses.length=0,this.notices.length=0,this.qualities.length=0,this.#t=Number.NEGATIVE_INFINITY,this.status="",this.endedAt=null,this.revision+=1}apply(t,e){let n=m(t.at)??0;if(t.event==="envelope"){let o=J(t.inbound),s=J(t.outbound);this.inbound.push(n,o),this.outbound.push(n,s),e!==void 0&&this.clock.learn(n+Math.max(o.length,s.length)/this.inbound.rate,e);return}e!==void 0&&this.clock.learn(n,e),this.revision+=1,this.#n(t,n)}#n(t,e){switch(t.event){case"call-created":this.from=h(t.from_??t.from),this.to=h(t.to),this.direction=h(t.direction),this.#r(e,h(t.status));break;case"call-status-changed":this.#r(e,h(t.status));break;case"call-ended":this.endedAt=e,this.reason=h(t.reason),this.#r(e,h(t.status));for(let n of this.verbs)n.end??=e;break;case"webhook-started":this.exchanges.push({exchange:m(t.exchange)??this.exchanges.length+1,method:h(t.method),url:h(t.url),purpose:h(t.purpose),parameters:Y(t.parameters),signature:h(t.signature),start:e,duration:null,status:null,contentType:"",body:"",errorCode:null});break;case"webhook-answered":{let n=this.exchanges.find(o=>o.exchange===t.exchange);if(!n)break;n.duration=m(t.duration)??Math.max(0,e-n.start),n.status=m(t.status),n.contentType=h(t.content_type),n.body=h(t.body),n.errorCode=m(t.error_code);break}case"document-started":this.documents.push({document:m(t.document)??this.documents.length+1,url:h(t.url),source:h(t.source),at:e});break;case"verb-started":this.verbs.push({id:m(t.verb_id)??0,verb:h(t.verb),attributes:Y(t.attributes),text:h(t.text),line:m(t.line)??0,column:m(t.column)??0,document:m(t.document)??0,parent:m(t.parent_id),start:e,end:null,outcome:""});break;case"verb-ended":{let n=this.verbs.find(o=>o.id===t.verb_id);if(!n)break;n.end=e,n.outcome=h(t.outcome);break}case"digit-pressed":this.digits.push({at:e,digit:h(t.digit),via:h(t.via)});break;case"speech-heard":this.speech.push({at:e,text:h(t.text),final:t.final===!0});break;case"quality-sampled":if(Math.abs(e-this.#t)>.4)this.#e=this.qualities.length;else for(let n of this.qualities.slice(this.#e))n.at=Math.max(0,n.at-1);this.#t=e,this.qualities.push({at:e,rtt:m(t.rtt),jitter:m(t.jitter),loss:m(t.loss),mos:m(t.mos)});break;case"notified":this.notices.push({at:e,code:m(t.code),level:h(t.level),message:h(t.message),cure:h(t.cure),line:m(t.line),column:m(t.column),document:m(t.document)});break}}#r(t,e){!e||e===this.status||(this.status=e,this.statuses.push({at:t,status:e}))}time(t){return this.endedAt!==null?this.endedAt:this.clock.time(t)??this.lastKnown}get lastKnown(){let t=Math.max(this.inbound.end,this.outbound.end,this.endedAt??0);for(let e of this.verbs)t=Math.max(t,e.end??e.start);for(let e of this.exchanges)t=Math.max(t,e.start+(e.duration??0));return t}qualityAt(t){return this.qualities.findLast(e=>e.at<=t)??null}running(t){return this.verbs.filter(e=>e.start<=t&&(e.end===null||e.end>t))}get currentVerb(){for(let t=this.verbs.length-1;t>=0;t-=1){let e=this.verbs[t];if(e&&e.end===null)return e}return null}};function Q(r){let t=r.attributes,e=r.text.replace(/\s+/g," ").trim();switch(r.verb){case"Say":return e?`“${e}”`:"";case"Play":return t.digits?`keys ${t.digits}`:e.split(/[?#]/)[0]?.split("/").filter(Boolean).at(-1)??"";case"Gather":{let n=t.input??"dtmf";if(n==="speech")return"listens for words";let o=t.numDigits,s=o?`${o} digit${o==="1"?"":"s"}`:"digits";return n.includes("speech")?`waits for words or ${s}`:`waits for ${s}`}case"Pause":return`${t.length??"1"} s`;case"Record":return t.maxLength?`up to ${t.maxLength} s`:"";case"Enqueue":case"Dial":case"Redirect":case"Client":case"Number":case"Conference":case"Queue":return e;default:return""}}var St=5e3,Mt=4e3,L=class{constructor(t,e,n){this.model=t;this.changed=n;this.story=new C(e),t.on("msg:custom",this.#s),this.#o()}model;changed;story;trouble=null;waiting="looking for the lab";#t=null;#e=new AbortController;#n;#r=!1;close(){this.#e.abort(new DOMException("closed","AbortError")),clearTimeout(this.#n),this.#t?.close(),this.model.off("msg:custom",this.#s)}async#o(){this.#t?.close();try{let t=await this.#i(),e=t.observe_token;if(!e)throw new k("The kernel gave no token.","Run the cell again.");let n=await q(t);if(this.#e.signal.aborted)return;this.#t?.close(),this.#t=new E(n,e,{event:o=>{o.call_sid===this.story.callSid&&(this.story.apply(o,performance.now()/1e3),o.event!=="envelope"&&this.#a(),this.changed(o.event!=="envelope"))},refused:async()=>(await this.#i().catch(()=>null))?.observe_token??null,state:o=>{o&&this.story.restart(),this.waiting=o?"":"the lab went away",clearTimeout(this.#n),o||(this.#n=setTimeout(()=>{this.#o()},Mt)),this.changed(!0)}}),this.#t.watch({calls:[this.story.callSid],history:!0,envelope:!0}),this.trouble=null}catch(t){if(this.#e.signal.aborted)return;this.trouble=t instanceof k?t:new k(String(t),"Run the cell again."),this.#n=setTimeout(()=>{this.#o()},St)}this.changed(!0)}#i(){return V(this.model,t=>{this.waiting=t,this.changed(!0)},this.#e.signal)}#a(){this.#r||this.story.endedAt===null||this.story.inbound.end>0&&this.story.inbound.start<1||(this.#r=!0,this.model.send({type:"envelope"}))}#s=t=>{let e=R(t);if(e?.type==="moved"&&this.#o(),e?.type!=="envelope")return;let n=Number(e.rate);if(!(n>0))return;let o=Number(e.start)||0;this.story.inbound.spread(o,n,X(e.inbound)),this.story.outbound.spread(o,n,X(e.outbound)),this.changed(!0)}};function X(r){return Array.isArray(r)?r.map(t=>Array.isArray(t)?Math.max(Math.abs(Number(t[0])),Math.abs(Number(t[1]))):Number(t)):[]}function x(r,t={},...e){let n=document.createElement(r);for(let[o,s]of Object.entries(t))s==null||s===!1||(typeof s=="function"?n.addEventListener(o.slice(2),s):n.setAttribute(o,s===!0?"":String(s)));return n.append(...e),n}function N(r,t){r.textContent!==t&&(r.textContent=t)}function j(r,t,e){let n=r.getRootNode(),o=n instanceof ShadowRoot?n:document.head,s=`voicelab-${t}`,i=o.querySelector(`style[data-voicelab="${s}"]`);i||(i=x("style",{"data-voicelab":s}),o.append(i)),i.textContent!==e&&(i.textContent=e)}function Z(r){let t=Math.max(0,Math.floor(r)),e=o=>String(o).padStart(2,"0"),n=Math.floor(t/60);return n<60?`${n}:${e(t%60)}`:`${Math.floor(n/60)}:${e(n%60)}:${e(t%60)}`}function tt(r,t){let e=x("span",{style:"display: none"});r.append(e);let n={};for(let o of t)e.style.color=`var(--vl-${o})`,n[o]=getComputedStyle(e).color;return e.remove(),n}var et=`.vl-scope {
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

.vl-scope canvas {
  display: block;
  width: 100%;
  height: 168px;
  margin-top: 4px;
}
`;function nt(r,t,e){if(!(t>r)||!(e>0))return[];let n=(t-r)/e*72,o=Rt.find(i=>i>=n)??3600,s=[];for(let i=Math.ceil(r/o-1e-9);i*o<=t;i+=1)s.push(i*o+0);return s}var Rt=[.05,.1,.2,.5,1,2,5,10,15,30,60,120,300,600,1800,3600];function rt(r){return r.length>10?`${r.slice(0,4)}…${r.slice(-2)}`:r}function Et(r){return r<.004?0:Math.min(1,r**.7)}function ot(r,t,e,n,o,s){let a=s*3/n,u=Math.floor(o/a),l=Math.round((o/a-u)*3),p=Math.round(t.middle);if(r.strokeStyle=t.color,r.lineWidth=1,r.setLineDash([1,2]),r.lineDashOffset=l,r.beginPath(),r.moveTo(e,p+.5),r.lineTo(e+n,p+.5),r.stroke(),!!t.envelope){r.fillStyle=t.color;for(let b=e-l,c=u;b<=e+n-2;b+=3,c+=1){let d=c*a;if(b<e||d<0)continue;let y=Math.round(Et(t.envelope.peak(d,d+a))*t.reach);y>0&&r.fillRect(b,p-y,2,y*2+1)}}}var O=class{constructor(t,e){this.canvas=t;let n=t.getContext("2d");if(!n)throw new Error("This browser gives no 2D canvas.");this.context=n,this.#t=new ResizeObserver(()=>{this.fit(),e()}),this.#t.observe(t)}canvas;context;width=0;height=0;#t;fit(){let t=window.devicePixelRatio||1;this.width=this.canvas.clientWidth,this.height=this.canvas.clientHeight;let e=Math.round(this.width*t),n=Math.round(this.height*t);(this.canvas.width!==e||this.canvas.height!==n)&&(this.canvas.width=e,this.canvas.height=n),this.context.setTransform(t,0,0,t,0,0)}clear=()=>{this.context.clearRect(0,0,this.width,this.height)};close(){this.#t.disconnect()}},At=26,$=class{constructor(t,e){this.draw=e;this.#r=new IntersectionObserver(n=>{this.#n=n.at(-1)?.isIntersecting??!0,this.#n&&this.wake()}),this.#r.observe(t)}draw;#t=0;#e;#n=!0;#r;wake(){!this.#t&&!this.#e&&this.#n&&(this.#t=requestAnimationFrame(this.#o))}#o=t=>{this.#t=0,this.draw(t/1e3)&&(this.#e=setTimeout(()=>{this.#e=void 0,this.wake()},At))};close(){cancelAnimationFrame(this.#t),clearTimeout(this.#e),this.#n=!1,this.#r.disconnect()}};var w=10,it=["you","lab","line","soft","text","chip","chip-text"],v=40,f=24,U=16,Ct=.7,Lt='11px "DejaVu Sans", system-ui, sans-serif',_=class{constructor(t){this.picture=t}picture;#t=Number.NaN;#e=0;#n=[];draw(t,e,n){let{width:o,height:s,context:i}=this.picture,a=o-v,u=w/a,l=Math.round((e-w)/u),p=l*u,b=[o,s,this.picture.canvas.width,n,t.revision],c=l-this.#t,y=Number.isInteger(this.picture.canvas.width/o)&&b.every((S,P)=>S===this.#n[P])&&c>=0&&c<a,M=v;if(i.font=Lt,i.textBaseline="middle",y){c>0&&this.#r(c,a,s-f);let S=Math.min(this.#e,e-Ct);M=Math.max(v,Math.floor(v+(S-p)/u))}else this.picture.clear(),this.#i(s,n);this.#a(M,t,p,a,s,n),this.#s(t,p,p+w,a,n),this.#t=l,this.#e=Math.min(t.inbound.end,t.outbound.end),this.#n=b}#r(t,e,n){let{context:o,canvas:s,width:i}=this.picture,a=s.width/i,u=[v,f,e-t,n],l=[v+t,f,e-t,n].map(p=>p*a);o.globalCompositeOperation="copy",o.save(),o.beginPath(),o.rect(v,f,e,n),o.clip(),o.drawImage(s,...l,...u),o.restore(),o.globalCompositeOperation="source-over"}#o(t){return(t-f-U)/2}#i(t,e){let{context:n}=this.picture;n.fillStyle=e.soft;for(let[o,s]of["you","lab"].entries())n.fillText(s,0,f+this.#o(t)*(o+.5))}#a(t,e,n,o,s,i){let{context:a,width:u}=this.picture,l=c=>v+(c-n)/w*o;a.save(),a.beginPath(),a.rect(t,f,u-t,s-f),a.clip(),a.clearRect(t,f,u-t,s-f);for(let c of nt(n,n+w,o)){let d=Math.round(l(c));c<0||d<t-40||(a.fillStyle=i.line,a.fillRect(d,f,1,s-f-U),a.fillStyle=i.soft,a.fillText(`${Math.round(c)} s`,d+3,s-7))}a.fillStyle=i.soft;for(let c of e.verbs){let d=Math.round(l(c.start));d>=t&&d<=u&&a.fillRect(d,f,1,s-f-U)}a.fillStyle=i.you;for(let{at:c,digit:d}of e.digits)l(c)>=t-8&&l(c)<=u&&a.fillText(d,Math.round(l(c))-3,f+6);let p=this.#o(s),b=[{envelope:e.inbound,color:i.you},{envelope:e.outbound,color:i.lab}];for(let[c,{envelope:d,color:y}]of b.entries()){let M=f+p*(c+.5),S=Math.floor((t-v)/3)*3,P=n+S/o*w,ct=(o-S)/o*w;ot(a,{envelope:d,middle:M,reach:p/2-5,color:y},v+S,o-S,P,ct)}a.restore()}#s(t,e,n,o,s){let{context:i,width:a}=this.picture,u=l=>v+(l-e)/w*o;i.save(),i.beginPath(),i.rect(v,0,o,f),i.clip(),i.clearRect(v,0,o,f);for(let l of t.verbs){let p=l.end??n;if(p<e||l.start>n)continue;let b=Math.max(u(l.start),v-8),c=Math.min(u(p),a+8);i.fillStyle=s.chip,i.beginPath(),i.roundRect(b+1,1,Math.max(3,c-b-2),f-6,5),i.fill(),i.save(),i.clip(),i.fillStyle=s["chip-text"],i.fillText(`${l.verb} ${Q(l)}`,Math.max(b,v)+7,f/2-2),i.restore()}i.restore()}};function Nt(r){return r.closest(".jupyter-widgets-disconnected")!==null}function at(r){return t=>{let{model:e,el:n}=t;return Nt(n)?(n.innerHTML=e.get("standing"),()=>n.replaceChildren()):r(t)}}function Ot(r){let t=r.match(/[\d.]+/g)?.map(Number);if(!t||t.length<3||t.length>3&&t[3]===0)return null;let[e=0,n=0,o=0]=t.map(s=>{let i=s/255;return i<=.04045?i/12.92:((i+.055)/1.055)**2.4});return .2126*e+.7152*n+.0722*o}function $t(r){let t=document.body.dataset.jpThemeLight;if(t==="true")return!1;if(t==="false"||document.body.classList.contains("vscode-dark"))return!0;if(document.body.classList.contains("vscode-light"))return!1;for(let e=r.parentElement;e;e=e.parentElement){let n=Ot(getComputedStyle(e).backgroundColor);if(n!==null)return n<.2}return matchMedia("(prefers-color-scheme: dark)").matches}function lt(r,t){let e=()=>{let i=$t(r)?"dark":"light";r.dataset.vlTheme!==i&&(r.dataset.vlTheme=i,t())},n=new MutationObserver(()=>requestAnimationFrame(e)),o={attributes:!0,attributeFilter:["class","style","data-jp-theme-light","data-theme"]};n.observe(document.body,o),n.observe(document.documentElement,o);let s=matchMedia("(prefers-color-scheme: dark)");return s.addEventListener("change",e),requestAnimationFrame(e),()=>{n.disconnect(),s.removeEventListener("change",e)}}var ut=`/* VoiceLab's colours, type and shapes. They follow JupyterLab's theme variables where there are some, and the
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
`;var Pt=.18;function It({model:r,el:t}){j(t,"tokens",ut),j(t,"scope",et);let e=r.get("call_sid"),n=x("span",{class:"vl-soft vl-ellipsis"}),o=x("span",{class:"vl-timer"}),s=x("canvas",{role:"img","aria-label":`Sound of the last ${w} seconds of the call`}),i=x("div",{class:"vl vl-card vl-scope",role:"group","aria-label":`Scope of call ${e}`},x("div",{class:"vl-scope-top"},x("b",{title:e},rt(e)),n,o),s);t.append(i);let a=null,u=new L(r,e,d=>{d&&N(n,u?Ft(u):""),b?.wake()}),l=new O(s,()=>b?.wake()),p=new _(l),b=new $(s,d=>{if(!a||!l.width)return!a;let y=u.story,M=y.time(d);return N(o,y.status?Z(M):""),p.draw(y,M-(y.endedAt===null?Pt:0),a),y.status!==""&&y.endedAt===null}),c=lt(i,()=>{a=tt(i,it),b.wake()});return N(n,u.waiting),()=>{c(),b.close(),l.close(),u.close()}}function Ft(r){if(r.trouble)return`${r.trouble.message} ${r.trouble.cure}`;let{from:t,to:e,status:n}=r.story;return n?`${t} → ${e||"the application"} · ${n}`:r.waiting||"waiting for the call"}var Je={render:at(It)};export{Je as default};
