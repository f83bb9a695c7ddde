var ce=window.WebSocket;function k(e){e.stopPropagation(),e.repeat&&e.key==="Enter"&&e.target.closest("button")&&e.preventDefault()}var y=`.vl-cell {
  max-width: 1100px;
  overflow: hidden;
}

.vl-cell-top {
  display: flex;
  align-items: center;
  flex-wrap: wrap;
  gap: 4px 10px;
  padding: 10px 14px 6px;
}

.vl-cell-top b {
  font-size: 13.5px;
}

.vl-cell-top .vl-count {
  margin-left: auto;
  color: var(--vl-warm-text);
}

.vl-cell-top .vl-count[data-level="error"] {
  color: var(--vl-head);
}

.vl-cell-top .vl-count:empty {
  visibility: hidden;
}

.vl .vl-cell-top button {
  display: flex;
  align-items: center;
  gap: 7px;
  height: 32px;
}

.vl-lines {
  container-type: inline-size;
  padding: 2px 8px 12px;
  overflow-x: auto;
}

.vl-lines ol {
  list-style: none;
  margin: 0;
  padding: 0;
  width: max-content;
  min-width: 100%;
}

.vl-lines li {
  display: grid;
  grid-template-columns: 2.2em 1fr;
  gap: 0 10px;
  padding: 0 6px;
  border-radius: 5px;
  min-height: 20px;
  margin: 0;
}

.vl-lines li.vl-finding {
  display: block;
  padding: 0;
  position: sticky;
  left: 0;
  width: fit-content;
}

.vl-lines li code {
  font: inherit;
  color: inherit;
  background: none;
  padding: 0;
  white-space: pre;
}

.vl-lines li > span {
  color: var(--vl-soft);
  text-align: right;
  user-select: none;
}

.vl-lines li.vl-found,
.vl-lines li.vl-lit {
  background: var(--vl-warm);
}

.vl-lines li.vl-around {
  box-shadow: inset 3px 0 0 var(--vl-warm-line);
  border-radius: 0;
}

.vl-lines p {
  margin: 1px 0 3px;
  padding: 1px 6px 1px calc(2.2em + 16px);
  color: var(--vl-warm-text);
  white-space: normal;
  max-width: min(78em, calc(100cqw - 4px));
}

.vl-lines p[data-level="error"] {
  color: var(--vl-head);
}

.vl-lines p b {
  font-weight: 600;
}

.vl-outline {
  padding: 0 14px 10px;
}

.vl-outline summary {
  color: var(--vl-soft);
  cursor: pointer;
  width: fit-content;
}

.vl-outline ol {
  list-style: none;
  margin: 4px 0 0;
  padding: 0;
}

.vl-outline li {
  color: var(--vl-soft);
  line-height: 20px;
  margin: 0;
}

.vl-outline li b {
  font-weight: 500;
  color: var(--vl-text);
}
`;function a(e,t={},...n){let o=document.createElement(e);for(let[i,r]of Object.entries(t))r==null||r===!1||(typeof r=="function"?o.addEventListener(i.slice(2),r):o.setAttribute(i,r===!0?"":String(r)));return o.append(...n),o}function S(e,t=16){let n=document.createElementNS("http://www.w3.org/2000/svg","svg");for(let[i,r]of Object.entries({viewBox:"0 0 24 24",width:t,height:t,fill:"currentColor","aria-hidden":"true"}))n.setAttribute(i,String(r));let o=document.createElementNS("http://www.w3.org/2000/svg","path");return o.setAttribute("d",e),n.append(o),n}function T(e,t,n){e.getAttribute(t)!==n&&e.setAttribute(t,n)}function m(e,t,n){let o=e.getRootNode(),i=o instanceof ShadowRoot?o:document.head,r=`voicelab-${t}`,l=i.querySelector(`style[data-voicelab="${r}"]`);l||(l=a("style",{"data-voicelab":r}),i.append(l)),l.textContent!==n&&(l.textContent=n)}var E="M6.6 10.8c1.4 2.8 3.8 5.1 6.6 6.6l2.2-2.2c.3-.3.7-.4 1-.2 1.1.4 2.3.6 3.6.6.6 0 1 .4 1 1V20c0 .6-.4 1-1 1C10.6 21 3 13.4 3 4c0-.6.4-1 1-1h3.5c.6 0 1 .4 1 1 0 1.2.2 2.4.6 3.6.1.3 0 .7-.2 1z";var x="application/vnd.jupyter.widget-state+json",L="application/vnd.jupyter.widget-view+json",I="text/html",N="application/vnd.voicelab.widget+json",A="voicelab-stand-in";function F(e){let t=e.metadata?.widgets,n=t?.[x]?.state??{},o=U(n,e),i=!1,r=e.cells.map(g=>{let w=g.outputs?.map(d=>{let h=C(d),f=Number(h?.model_id);return!h||!d.data||!(N in d.data)||!Number.isSafeInteger(f)||f<1?d:(i=!0,o[String(f)]=K(d.data[I]),{...d,data:{...d.data,[L]:{...h,model_id:f}}})});return w?{...g,outputs:w}:g});if(!i&&Object.keys(o).length===Object.keys(n).length)return e;let{widgets:l,...s}=e.metadata??{},{[x]:v,...p}=t??{},u=Object.keys(o).length?{...p,[x]:{version_major:2,version_minor:0,...v,state:o}}:p;return{...e,cells:r,metadata:Object.keys(u).length?{...s,widgets:u}:s}}function U(e,t){let n=new Set,o=new Set;for(let r of t.cells.flatMap(l=>l.outputs??[])){let l=C(r)?.model_id;l&&j(String(l),e,r.data&&N in r.data?n:o)}let i=Object.entries(e).filter(([r,l])=>(!n.has(r)||o.has(r))&&!V(l));return Object.fromEntries(i)}function C(e){return e.data?.[L]}function j(e,t,n){if(!(n.has(e)||!(e in t))){n.add(e);for(let[,o]of JSON.stringify(t[e]).matchAll(/"IPY_MODEL_([^"]+)"/g))o&&j(o,t,n)}}function K(e){return{model_name:"HTMLModel",model_module:"@jupyter-widgets/controls",model_module_version:"2.0.0",state:{_dom_classes:[A],value:Array.isArray(e)?e.join(""):String(e??"")}}}function V(e){let t=e.state?._dom_classes;return Array.isArray(t)&&t.includes(A)}var M=Symbol.for("voicelab.saved-with-stand-ins");function H(e){if(e[M])return;e[M]=!0;let t=e.toJSON.bind(e);e.toJSON=()=>F(t())}function z(e){return e.closest(".jupyter-widgets-disconnected")!==null}function R(e){return t=>{let o=t.model.widget_manager?.context?.model;return typeof o?.toJSON=="function"&&H(o),e?.(t)}}function W(e){let t=e.match(/[\d.]+/g)?.map(Number);if(!t||t.length<3||t.length>3&&t[3]===0)return null;let[n=0,o=0,i=0]=t.map(r=>{let l=r/255;return l<=.04045?l/12.92:((l+.055)/1.055)**2.4});return .2126*n+.7152*o+.0722*i}function P(e){let t=document.body.dataset.jpThemeLight;if(t==="true")return!1;if(t==="false"||document.body.classList.contains("vscode-dark"))return!0;if(document.body.classList.contains("vscode-light"))return!1;for(let n=e.parentElement;n;n=n.parentElement){let o=W(getComputedStyle(n).backgroundColor);if(o!==null)return o<.2}return matchMedia("(prefers-color-scheme: dark)").matches}function O(e,t){let n=()=>{let l=P(e)?"dark":"light";e.dataset.vlTheme!==l&&(e.dataset.vlTheme=l,t())},o=new MutationObserver(()=>requestAnimationFrame(n)),i={attributes:!0,attributeFilter:["class","style","data-jp-theme-light","data-theme"]};o.observe(document.body,i),o.observe(document.documentElement,i);let r=matchMedia("(prefers-color-scheme: dark)");return r.addEventListener("change",n),requestAnimationFrame(n),()=>{o.disconnect(),r.removeEventListener("change",n)}}var $=`/* VoiceLab's colours, type and shapes. They follow JupyterLab's theme variables where there are some, and the
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
`;var B=/<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<\?[\s\S]*?(?:\?>|$)|<[^>]*>?|[^<]+/g,G=/(<\/?[\w:.-]*|\/?>)|([\w:.-]+)(?=\s*=)|("[^"]*"?|'[^']*'?)|([^<>"'\w/]+|[\s\S])/g;function b(e){let t=[[]],n=(o,i)=>{i.split(`
`).forEach((r,l)=>{l>0&&t.push([]);let s=t.at(-1),v=s?.at(-1);!r||!s||(v?.kind===o?v.text+=r:s.push({kind:o,text:r}))})};for(let[o]of e.replace(/\r\n?/g,`
`).matchAll(B))if(o.startsWith("<!--"))n("comment",o);else if(o.startsWith("<?"))n("comment",o);else if(!o.startsWith("<")||o.startsWith("<![CDATA["))n("text",o);else for(let[i,r,l]of o.matchAll(G))n(r?"tag":l?"attribute":"text",i);return t.length>1&&t.at(-1)?.length===0&&t.pop(),t}function _(e){let t=0,n=0;for(let{kind:o,text:i}of b(e).flat())if(o==="tag")for(let[r]of i.matchAll(/<\/?|\/?>/g))r==="<"?(t===1&&(n+=1),t+=1):(r==="</"||r==="/>")&&(t-=1);return n}function J(e){return e.map(({kind:t,text:n})=>t==="text"?n:a("span",{class:`vl-${t}`},n))}function Y({model:e,el:t}){m(t,"tokens",$),m(t,"cell",y);let n=a("div",{class:"vl vl-card vl-cell",role:"group","data-lm-suppress-shortcuts":"true",onkeydown:k}),o=()=>{T(n,"aria-label",`TwiML ${e.get("name")}`),n.replaceChildren(...Q(e,!z(t)))},i=["name","source","findings","outline","served_at"];for(let l of i)e.on(`change:${l}`,o);o(),t.append(n);let r=O(n,()=>{});return()=>{r();for(let l of i)e.off(`change:${l}`,o)}}function Q(e,t){let n=e.get("name"),o=e.get("source"),i=e.get("findings"),r=i.filter(u=>u.level==="error").length,l=a("button",{type:"button",class:"vl-go",onclick:()=>e.send({type:"call"})},S(E),"Call"),s=a("button",{type:"button",onclick:()=>e.send({type:"edit"})},"Edit"),v=a("div",{class:"vl-cell-top"},a("b",{},n),a("span",{class:"vl-soft"},[te(o),ne(e.get("served_at"))].filter(Boolean).join(" · ")),a("span",{class:"vl-count","data-level":r?"error":"warning"},oe(i,r)),...t?[s,l]:[]),p=e.get("outline")??[];return[v,a("div",{class:"vl-lines vl-code"},X(o,i)),...p.length>1?[ee(p)]:[]]}function X(e,t){let n=a("ol",{"aria-label":"Document"});return b(e).forEach((o,i)=>{let r=t.filter(l=>l.line===i+1);n.append(a("li",{class:r.length?"vl-found":null},a("span",{"aria-hidden":"true"},String(i+1)),a("code",{},...J(o))));for(let l of r)n.append(Z(l))}),n}function Z({code:e,level:t,line:n,column:o,message:i,cure:r}){let l=`${e?`${e} `:""}line ${n}, column ${o}: `;return a("li",{class:"vl-finding"},a("p",{"data-level":t},a("b",{},l),`${i} ${r}`.trim()))}function ee(e){let t=e.map(({depth:n,name:o,summary:i,line:r})=>a("li",{style:`padding-left: ${n*1.5}em`,title:`line ${r}`},a("b",{},o),i?` ${i}`:""));return a("details",{class:"vl-outline"},a("summary",{},"Flow"),a("ol",{},...t))}function te(e){let t=_(e);return t===1?"1 verb":`${t} verbs`}function ne(e){return e?`served at ${e}`:""}function oe(e,t){let n=e.length-t,o=[];return t&&o.push(t===1?"1 error":`${t} errors`),n&&o.push(n===1?"1 warning":`${n} warnings`),o.join(", ")}var _e={initialize:R(),render:Y};export{_e as default,oe as findingCount,ee as flow,te as verbCount};
