import { vocabulary } from "./vocabulary.ts";

export const diyAndCrafts = vocabulary({
  things: `paper plate animals, macrame plant hangers, tie dye shirts, egg carton flowers, pallet shelves, mason jar
    lanterns, friendship bracelets, origami boxes, toilet roll rockets, painted rocks, sock puppets, felt flowers, button
    trees, wood bead garlands, soap bars, resin coasters, crochet baskets, sensory bins, paper roses, fairy gardens, bath
    bombs, slime recipes, t-shirt totes, handprint crafts, fall leaf crafts`,
  styles: `easy, no-sew, upcycled, colorful, quick, adorable, five-minute, rustic, budget, clever, mess-free, boho,
    handmade, creative, fun, preschool`,
  uses: `for kids, for toddlers, for spring, for summer camp, to sell, from recycled materials, for a rainy day, for
    Mother's Day, with things you already own, for beginners, for your first craft fair, for tweens, for grandparents`,
  actions: `make slime without borax, crochet a granny square, turn jars into lanterns, press flowers in a microwave, build
    a pallet bench, dye fabric with onion skins, fold a paper crane, sew a tote bag, pour a soy candle, weave on a
    cardboard loom, paint rocks that last outdoors, make a bird feeder`,
  titles: `Caterpillar Craft From an Egg Carton
    {n} Things to Do With Leftover Yarn
    No Glue Gun? Try These {styles} {things}
    Paper Plate Sun Craft {uses}
    The Only Homemade Playdough Recipe You Need
    Scrap Fabric Bunting in One Hour`,
  sentences: `Keep little hands busy with these {styles} {things}.
    All it takes is glue, scissors and a bit of imagination.
    This one is great for fine motor skills and needs no fancy supplies.
    Save your cardboard, because you will want to make more than one.
    A full materials list and a printable template are in the post.
    My daughter asked to make a second batch before the first was dry.
    Turn the recycling bin into an afternoon of making.
    It looks hard, but the whole thing came together in twenty minutes.
    Give them as party favors or string them up as a garland.
    Even the youngest crafter can manage most of the steps.`,
  brands: `Glue Gun, Crafts, Yarn Basket, Scissors, Maker, Workshop, Paper Crane, Craft Corner, Button Jar, Tinker, Bobbin`,
  tags: `diy crafts, crafts for kids, easy crafts, kids crafts, paper crafts, craft ideas, diy projects, fun crafts,
    preschool crafts, handmade gifts, toddler crafts, summer crafts, diy gifts, craft projects`,
});
