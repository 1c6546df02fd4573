/** The modules that code names. */
export const specifiersIn = (code: string): readonly string[] =>
  [...code.matchAll(/(?:\bfrom|\bimport|\brequire)\s*\(?\s*(["'])([^"'\n]+)\1/g)].map(
    ([, , specifier = ""]) => specifier,
  );
