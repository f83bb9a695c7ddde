import assert from "node:assert/strict";
import { test } from "node:test";
import { tokenize, topLevelTags } from "../src/twiml_text.ts";

const whole = (source: string) =>
  tokenize(source)
    .map((line) => line.map((token) => token.text).join(""))
    .join("\n");

test("no character is lost, whatever the text is", () => {
  for (const source of [
    '<Response>\n  <Say voice="a>b">Hi &amp; bye</Say>\n</Response>',
    "<!-- one\ntwo --><Response/>",
    "not xml at all < > \" '",
    '<Gather numDigits="1',
    "<![CDATA[ <Say> ]]>",
    "<Gather\n  action='/x'\n/>",
    "",
  ]) {
    assert.equal(whole(source), source);
  }
});

test("names, attributes and comments have their own colour", () => {
  const [line] = tokenize('<Say voice="alice">Hi</Say><!-- no -->');
  assert.deepEqual(line, [
    { kind: "tag", text: "<Say" },
    { kind: "text", text: " " },
    { kind: "attribute", text: "voice" },
    { kind: "text", text: '="alice"' },
    { kind: "tag", text: ">" },
    { kind: "text", text: "Hi" },
    { kind: "tag", text: "</Say>" },
    { kind: "comment", text: "<!-- no -->" },
  ]);
});

test("verbs are counted where they are verbs", () => {
  assert.equal(topLevelTags("<Response><Gather><Say>x</Say></Gather><Redirect/></Response>"), 2);
  assert.equal(topLevelTags("<Response/>"), 0);
  assert.equal(topLevelTags("nothing"), 0);
});
