/** The source of a script that runs elsewhere than in the page (build.mjs), as text. */
declare module "script:*" {
  const source: string;
  export default source;
}
