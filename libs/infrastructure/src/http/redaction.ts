/** A function that blanks every secret in a text. Secrets shorter than four characters would blank ordinary words and are left. */
export function redactor(secrets: readonly string[]): (text: string) => string {
  // Longest first: a secret that contains another is blanked whole.
  const known = secrets.filter((secret) => secret.length >= 4).sort((a, b) => b.length - a.length);
  return (text) => known.reduce((redacted, secret) => redacted.replaceAll(secret, '***'), text);
}
