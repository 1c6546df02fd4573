/** The method with which an instance gives the data that it can be made of again. */
export const saveSymbol = Symbol.for("pinbook.save");

/** The static method with which its class makes an instance of that data. */
export const restoreSymbol = Symbol.for("pinbook.restore");

/**
 * A static text that tells where the class is exported from, `module#name`; without it the class must be bound to a
 * name that cells declare or import.
 */
export const homeSymbol = Symbol.for("pinbook.home");

/**
 * Set to true on an object, it and all below it never change: it is stored once however many values hold it, and
 * holding it together does not tie values to each other.
 */
export const immutableSymbol = Symbol.for("pinbook.immutable");

/** Set to true as a static field of a class: its instances never change, whatever becomes of what they hold. */
export const unchangingSymbol = Symbol.for("pinbook.unchanging");

/** Not a value that can be stored; the message says what it is, `path` where it was found. */
export class NotRestorable extends Error {
  override readonly name = "NotRestorable";
}
