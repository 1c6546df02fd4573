import { vocabulary } from "./vocabulary.ts";

export const tattoos = vocabulary({
  things: `fine line tattoos, forearm tattoos, floral sleeves, wolf tattoos, small wrist tattoos, mandala tattoos, compass
    tattoos, sibling tattoos, lettering tattoos, moon tattoos, dragon designs, koi fish tattoos, lion tattoos, rose
    tattoos, geometric tattoos, ankle tattoos, butterfly designs, matching tattoos, tree tattoos, raven tattoos, finger
    tattoos, mountain tattoos, anchor tattoos, shoulder pieces, zodiac tattoos`,
  styles: `delicate, blackwork, watercolor, traditional, dotwork, meaningful, minimalist, tribal, realistic, neo-traditional,
    dainty, bold, unique, Japanese, tiny`,
  uses: `for women, for men, with deep meaning, for best friends, for your first time, for couples, on the collarbone, behind
    the ear, for mothers, for nature lovers, that age well, for the upper arm, to cover a scar`,
  actions: `choose your first tattoo, care for a new tattoo, find the right artist, design a sleeve, plan a cover-up, pick a
    placement that ages well, prepare for a long session, keep blackwork crisp, read a flash sheet, draw a tattoo stencil`,
  titles: `{n} {styles} Ink Ideas {uses}
    Top {n} Best {things} {uses}
    What Your {things} Say About You
    Tattoo Aftercare: the First {n} Days
    Half Sleeve Ideas With {styles} {things}
    {styles} Flash Sheet, October Edition`,
  sentences: `Rich symbolism meets clean, bold design.
    These {things} stay readable even after ten years.
    Ask your artist about placement before you fall for a size.
    Small enough to hide and strong enough to notice.
    Fine lines need a light hand and a bit of trust.
    Each of these {things} tells a story of its own.
    Healed photo, taken six months after the session.
    Done in two sittings with a single needle.
    Discover what the design has meant through history.
    Bookings open on the first of the month.`,
  brands: `Ink, Tattoo, Needle, Black Lotus, Flash Sheet, Raven, Parlor, Stencil, Linework, Skin Art, Anchor`,
  tags: `tattoo ideas, body art tattoos, tattoo designs, small tattoos, sleeve tattoos, dream tattoos, tattoos for women, ink
    inspiration, tattoos for guys, mini tattoos, tatuajes, dope tattoos, tattoo inspiration, piercing ideas`,
});
