import { vocabulary } from "./vocabulary.ts";

export const homeDecor = vocabulary({
  things: `gallery walls, living room ideas, open shelves, farmhouse kitchens, entryway tables, throw pillows, reading nooks,
    bedroom makeovers, coffee table trays, bathroom vanities, accent walls, curtain ideas, small balconies, fireplace
    mantels, pantry shelves, laundry rooms, indoor plants, dining rooms, paint colors, stair runners, home offices, bunk
    rooms, storage baskets, kitchen islands, patio corners`,
  styles: `modern, farmhouse, boho, cozy, neutral, coastal, Scandinavian, mid-century, rustic, minimalist, vintage, airy,
    moody, industrial, renter-friendly, warm`,
  uses: `for small spaces, on a budget, for renters, for a dark hallway, for your first apartment, that feel like a hotel,
    for a tiny bathroom, for open floor plans, for fall, under the stairs, for awkward corners, with hidden storage`,
  actions: `style a bookshelf, choose a rug size, hang curtains the right way, decorate a blank wall, warm up a white room,
    make a small room look bigger, pick a paint color, lay peel and stick tile, arrange a living room, style a coffee
    table, mix wood tones, hide cables`,
  titles: `Before and After: Our {styles} Kitchen
    The Best Greige Paint Colors of the Year
    {n} Decorating Mistakes That Make a Room Look Cheap
    Mid-Century Ranch Tour With {styles} {things}
    How We Furnished Our {styles} Apartment {uses}
    Designer Secrets for {things}`,
  sentences: `Warm wood, linen and one good lamp change everything.
    These {things} prove that small rooms can have big character.
    We did the whole thing in a weekend for less than a dinner out.
    Click through for the sources and the paint color.
    Layer textures instead of colors to keep it calm.
    It is the first thing guests notice when they walk in.
    A simple swap that renters can undo in minutes.
    The trick is to hang everything a little lower than you think.
    Swipe to see how dark it was before.
    Natural light does most of the work here.`,
  brands: `Cottage, Homestead, Interiors, Hearth, Nest, Living, Abode, Decor, Loft, Farmhouse, Doorstep, Mantel`,
  tags: `home decor ideas, living room decor, interior design, farmhouse decor, bedroom inspo, diy home decor, home interior,
    kitchen design, room decor, wall decor, apartment decor, decor inspiration, house design, cozy home`,
});
