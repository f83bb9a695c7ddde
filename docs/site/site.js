// What is wider than its column can be scrolled by keyboard too; the captions beside the page say their level.

function reach() {
  for (const part of document.querySelectorAll("pre, .table-wrapper")) {
    if (part.scrollWidth > part.clientWidth) part.tabIndex = 0;
    else part.removeAttribute("tabindex");
  }
}

for (const caption of document.querySelectorAll('.caption[role="heading"]')) caption.setAttribute("aria-level", "2");
addEventListener("resize", reach);
addEventListener("load", reach);
reach();
