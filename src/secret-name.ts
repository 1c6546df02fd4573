const secret =
  /secret|passw|passphrase|credential|token(?![a-z])|(api|access|private)_?key|(^|_)(key|auth|authorization|pass|pwd|cookie)(_|$)/i;

/** Whether the name of a variable says that it holds a credential. */
export const isSecretName = (name: string): boolean => secret.test(name) && !/^(OLD)?PWD$/i.test(name);

const userInUrl = /\/\/([^/\s@:]*)(?::([^/\s@]*))?@/g;

/** The credentials that a variable holds: its value where its name says so, else passwords in URLs. */
export const credentialsIn = (name: string, value: string): readonly string[] =>
  isSecretName(name) ? [value] : [...value.matchAll(userInUrl)].flatMap(([, , password]) => password || []);

/** The value without who logs in where, for what has to tell two values apart. */
export const withoutLogin = (value: string): string => value.replace(userInUrl, "//***@");
