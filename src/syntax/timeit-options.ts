/** The options that may stand before the code of `%timeit`. */
export const timeitOptions: RegExp = /^(?:\s*-[nr]\s*\d+(?=\s|$))*/;
