/** How TwiML looks in the editor: the same colours as everywhere, by the style sheet's classes. */

import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const highlighting = HighlightStyle.define([
  { tag: [tags.tagName, tags.angleBracket], color: "var(--vl-tag)" },
  { tag: tags.attributeName, color: "var(--vl-attribute)" },
  { tag: [tags.comment, tags.processingInstruction, tags.documentMeta], color: "var(--vl-soft)" },
]);

const theme = EditorView.theme({
  "&": { color: "var(--vl-text)", backgroundColor: "transparent", font: "12.5px / 20px var(--vl-mono)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { font: "inherit", maxHeight: "60vh", minHeight: "84px", overflow: "auto" },
  ".cm-content": { caretColor: "var(--vl-text)", padding: "4px 0 8px" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--vl-text)" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--vl-soft)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 10px 0 6px", minWidth: "2.6em" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine": {
    backgroundColor: "color-mix(in srgb, var(--vl-text) 5%, transparent)",
  },
  "&.cm-focused .cm-activeLineGutter": { color: "var(--vl-text)" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--vl-focus) 28%, transparent)",
  },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent" },
  "&.cm-focused .cm-matchingBracket": {
    backgroundColor: "color-mix(in srgb, var(--vl-focus) 22%, transparent)",
  },
  ".cm-lintRange-warning, .cm-lintRange-error": {
    backgroundImage: "none",
    paddingBottom: "0",
    textDecoration: "underline wavy 1.2px var(--vl-warm-text)",
    textUnderlineOffset: "4px",
    textDecorationSkipInk: "none",
  },
  ".cm-lintRange-error": { textDecorationColor: "var(--vl-head)" },
  ".cm-tooltip": {
    color: "var(--vl-text)",
    backgroundColor: "var(--vl-card)",
    border: "1px solid var(--vl-line)",
    borderRadius: "9px",
    boxShadow: "var(--vl-shadow)",
    font: "12.5px / 1.45 var(--vl-font)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    font: "12.5px / 22px var(--vl-mono)",
    maxHeight: "15em",
    borderRadius: "8px",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": {
    padding: "0 10px",
    lineHeight: "22px",
    color: "var(--vl-text)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--vl-chip)",
    color: "var(--vl-chip-text)",
  },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-completionDetail": { color: "var(--vl-soft)", fontStyle: "normal" },
  ".cm-tooltip.cm-completionInfo": { padding: "8px 12px", maxWidth: "24em" },
  ".cm-diagnostic": { padding: "6px 10px", borderLeft: "3px solid var(--vl-warm-text)" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--vl-head)" },
  ".cm-diagnosticAction": {
    font: "inherit",
    color: "var(--vl-chip-text)",
    backgroundColor: "var(--vl-chip)",
    borderRadius: "6px",
    padding: "1px 8px",
    margin: "0 0 0 8px",
  },
});

export const look: Extension = [syntaxHighlighting(highlighting), theme];
