/** Light or dark: JupyterLab's and VS Code's word first, then the colour behind us, then the reader's wish. */

/** The relative luminance of a CSS colour such as `rgb(17, 17, 17)`; null when it is transparent or unknown. */
export function luminance(color: string): number | null {
  const parts = color.match(/[\d.]+/g)?.map(Number);
  if (!parts || parts.length < 3 || (parts.length > 3 && parts[3] === 0)) return null;
  const [red = 0, green = 0, blue = 0] = parts.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function isDark(el: HTMLElement): boolean {
  const said = document.body.dataset.jpThemeLight;
  if (said === "true") return false;
  if (said === "false") return true;
  if (document.body.classList.contains("vscode-dark")) return true;
  if (document.body.classList.contains("vscode-light")) return false;
  for (let node: HTMLElement | null = el.parentElement; node; node = node.parentElement) {
    const light = luminance(getComputedStyle(node).backgroundColor);
    if (light !== null) return light < 0.2;
  }
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

/** Mark `root` with the theme it stands in, now and after every change. Returns the way to stop. */
export function followTheme(root: HTMLElement, changed: () => void): () => void {
  const mark = () => {
    const theme = isDark(root) ? "dark" : "light";
    if (root.dataset.vlTheme === theme) return;
    root.dataset.vlTheme = theme;
    changed();
  };
  const observer = new MutationObserver(() => requestAnimationFrame(mark));
  const options = {
    attributes: true,
    attributeFilter: ["class", "style", "data-jp-theme-light", "data-theme"],
  };
  observer.observe(document.body, options);
  observer.observe(document.documentElement, options);
  const query = matchMedia("(prefers-color-scheme: dark)");
  query.addEventListener("change", mark);
  // The element may not be in the page yet.
  requestAnimationFrame(mark);
  return () => {
    observer.disconnect();
    query.removeEventListener("change", mark);
  };
}
