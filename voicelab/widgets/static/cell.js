var K=window.WebSocket;var u=`.vl-cell {
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
`;function a(o,e={},...n){let t=document.createElement(o);for(let[r,l]of Object.entries(e))l==null||l===!1||(typeof l=="function"?t.addEventListener(r.slice(2),l):t.setAttribute(r,l===!0?"":String(l)));return t.append(...n),t}function g(o,e=16){let n=document.createElementNS("http://www.w3.org/2000/svg","svg");for(let[r,l]of Object.entries({viewBox:"0 0 24 24",width:e,height:e,fill:"currentColor","aria-hidden":"true"}))n.setAttribute(r,String(l));let t=document.createElementNS("http://www.w3.org/2000/svg","path");return t.setAttribute("d",o),n.append(t),n}function v(o,e,n){let t=o.getRootNode(),r=t instanceof ShadowRoot?t:document.head,l=`voicelab-${e}`,i=r.querySelector(`style[data-voicelab="${l}"]`);i||(i=a("style",{"data-voicelab":l}),r.append(i)),i.textContent!==n&&(i.textContent=n)}var h="M6.6 10.8c1.4 2.8 3.8 5.1 6.6 6.6l2.2-2.2c.3-.3.7-.4 1-.2 1.1.4 2.3.6 3.6.6.6 0 1 .4 1 1V20c0 .6-.4 1-1 1C10.6 21 3 13.4 3 4c0-.6.4-1 1-1h3.5c.6 0 1 .4 1 1 0 1.2.2 2.4.6 3.6.1.3 0 .7-.2 1z";function m(o){return o.closest(".jupyter-widgets-disconnected")!==null}function E(o){let e=o.match(/[\d.]+/g)?.map(Number);if(!e||e.length<3||e.length>3&&e[3]===0)return null;let[n=0,t=0,r=0]=e.map(l=>{let i=l/255;return i<=.04045?i/12.92:((i+.055)/1.055)**2.4});return .2126*n+.7152*t+.0722*r}function S(o){let e=document.body.dataset.jpThemeLight;if(e==="true")return!1;if(e==="false"||document.body.classList.contains("vscode-dark"))return!0;if(document.body.classList.contains("vscode-light"))return!1;for(let n=o.parentElement;n;n=n.parentElement){let t=E(getComputedStyle(n).backgroundColor);if(t!==null)return t<.2}return matchMedia("(prefers-color-scheme: dark)").matches}function x(o,e){let n=()=>{let i=S(o)?"dark":"light";o.dataset.vlTheme!==i&&(o.dataset.vlTheme=i,e())},t=new MutationObserver(()=>requestAnimationFrame(n)),r={attributes:!0,attributeFilter:["class","style","data-jp-theme-light","data-theme"]};t.observe(document.body,r),t.observe(document.documentElement,r);let l=matchMedia("(prefers-color-scheme: dark)");return l.addEventListener("change",n),requestAnimationFrame(n),()=>{t.disconnect(),l.removeEventListener("change",n)}}var b=`/* VoiceLab's colours, type and shapes. They follow JupyterLab's theme variables where there are some, and the
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
`;var L=/<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<\?[\s\S]*?(?:\?>|$)|<[^>]*>?|[^<]+/g,C=/(<\/?[\w:.-]*|\/?>)|([\w:.-]+)(?=\s*=)|("[^"]*"?|'[^']*'?)|([^<>"'\w/]+|[\s\S])/g;function p(o){let e=[[]],n=(t,r)=>{r.split(`
`).forEach((l,i)=>{i>0&&e.push([]);let c=e.at(-1),d=c?.at(-1);!l||!c||(d?.kind===t?d.text+=l:c.push({kind:t,text:l}))})};for(let[t]of o.replace(/\r\n?/g,`
`).matchAll(L))if(t.startsWith("<!--"))n("comment",t);else if(t.startsWith("<?"))n("comment",t);else if(!t.startsWith("<")||t.startsWith("<![CDATA["))n("text",t);else for(let[r,l,i]of t.matchAll(C))n(l?"tag":i?"attribute":"text",r);return e.length>1&&e.at(-1)?.length===0&&e.pop(),e}function w(o){let e=0,n=0;for(let{kind:t,text:r}of p(o).flat())if(t==="tag")for(let[l]of r.matchAll(/<\/?|\/?>/g))l==="<"?(e===1&&(n+=1),e+=1):(l==="</"||l==="/>")&&(e-=1);return n}function k(o){return o.map(({kind:e,text:n})=>e==="text"?n:a("span",{class:`vl-${e}`},n))}function H({model:o,el:e}){v(e,"tokens",b),v(e,"cell",u);let n=a("div",{class:"vl vl-card vl-cell",role:"group"}),t=()=>n.replaceChildren(...A(o,!m(e))),r=["name","source","findings","outline","served_at"];for(let i of r)o.on(`change:${i}`,t);t(),e.append(n);let l=x(n,()=>{});return()=>{l();for(let i of r)o.off(`change:${i}`,t)}}function A(o,e){let n=o.get("name"),t=o.get("source"),r=o.get("findings"),l=r.filter(y=>y.level==="error").length,i=a("button",{type:"button",class:"vl-go",onclick:()=>o.send({type:"call"})},g(h),"Call"),c=a("button",{type:"button",onclick:()=>o.send({type:"edit"})},"Edit"),d=a("div",{class:"vl-cell-top"},a("b",{},n),a("span",{class:"vl-soft"},[R(t),j(o.get("served_at"))].filter(Boolean).join(" · ")),a("span",{class:"vl-count","data-level":l?"error":"warning"},D(r,l)),...e?[c,i]:[]),f=o.get("outline")??[];return[d,a("div",{class:"vl-lines vl-code"},$(t,r)),...f.length>1?[N(f)]:[]]}function $(o,e){let n=a("ol",{"aria-label":"Document"});return p(o).forEach((t,r)=>{let l=e.filter(i=>i.line===r+1);n.append(a("li",{class:l.length?"vl-found":null},a("span",{"aria-hidden":"true"},String(r+1)),a("code",{},...k(t))));for(let i of l)n.append(z(i))}),n}function z({code:o,level:e,line:n,column:t,message:r,cure:l}){let i=`${o?`${o} `:""}line ${n}, column ${t}: `;return a("li",{class:"vl-finding"},a("p",{"data-level":e},a("b",{},i),`${r} ${l}`.trim()))}function N(o){let e=o.map(({depth:n,name:t,summary:r,line:l})=>a("li",{style:`padding-left: ${n*1.5}em`,title:`line ${l}`},a("b",{},t),r?` ${r}`:""));return a("details",{class:"vl-outline"},a("summary",{},"Flow"),a("ol",{},...e))}function R(o){let e=w(o);return e===1?"1 verb":`${e} verbs`}function j(o){return o?`served at ${o}`:""}function D(o,e){let n=o.length-e,t=[];return e&&t.push(e===1?"1 error":`${e} errors`),n&&t.push(n===1?"1 warning":`${n} warnings`),t.join(", ")}var de={render:H};export{de as default,D as findingCount,N as flow,R as verbCount};
