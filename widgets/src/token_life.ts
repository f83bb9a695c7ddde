/** How long a token of the lab is good for, by its own two dates: the page's clock need not be right. */

/** Seconds from when it was made to when it ends; null for what is no token with dates. */
export function lifeOf(token: string): number | null {
  try {
    const text = (token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
    const claims = JSON.parse(atob(text)) as { exp?: unknown; nbf?: unknown };
    const life = Number(claims.exp) - Number(claims.nbf);
    return life > 0 ? life : null;
  } catch {
    return null;
  }
}
