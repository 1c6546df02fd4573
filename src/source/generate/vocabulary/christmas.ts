import { vocabulary } from "./vocabulary.ts";

export const christmas = vocabulary({
  things: `Christmas tree ideas, mantel garlands, salt dough ornaments, advent calendars, gingerbread houses, stocking
    stuffers, front porch displays, table centerpieces, gift tags, paper snowflakes, holiday wreaths, tree toppers, sugar
    cookies, hot cocoa bars, wrapping ideas, pine cone crafts, reindeer treats, felt ornaments, nativity scenes, elf
    antics, holiday cards, candle holders, dollar store decorations, Christmas village displays`,
  styles: `rustic, farmhouse, festive, cozy, elegant, vintage, whimsical, Scandinavian, traditional, frosted, merry,
    simple, red and white, woodland, budget-friendly, magical`,
  uses: `for kids, for toddlers, for small spaces, on a budget, for the front door, to make with grandma, for teachers, for
    the whole family, from the dollar store, for last minute gifts, for coworkers, that never go out of style`,
  actions: `decorate a tree like a pro, make a wreath from scraps, wrap an odd-shaped gift, bake gingerbread that stays
    crisp, hang lights on a mantel, plan a calm December, set a holiday table, make paper stars, flock a tree at home, sew
    a simple stocking, host a cookie swap`,
  titles: `{n} Days of Family Fun Before Christmas
    Handprint Reindeer Keepsake
    Christmas Scavenger Hunt With Free Printable
    Our {styles} Christmas Home Tour
    Peppermint Bark in Fifteen Minutes
    White Christmas Mantel With {styles} {things}
    Santa Letters: Free Templates {uses}`,
  sentences: `Nothing says December like {styles} {things} by the window.
    The kids made these in one afternoon and we still hang them every year.
    Everything came from the dollar store except the ribbon.
    Add a string of warm lights and you are done.
    Our favorite holiday tradition begins with a big bowl of popcorn.
    Free printable included, so just cut, fold and hang.
    Make the whole house smell of cinnamon and orange.
    Easy to pack away flat and use again next year.
    Get into the spirit early with a quiet crafting evening.
    A sweet handmade gift for neighbors, teachers and friends.`,
  brands: `Mistletoe, Tinsel, Holly, Snowflake, Evergreen, Jingle, Yuletide, Cranberry, Nutmeg, Sleigh, Ornament, Noel`,
  tags: `christmas decor, xmas crafts, christmas diy, holiday decorations, christmas ornaments, merry christmas, winter
    crafts, christmas gifts, noel, holiday fun, christmas tree, christmas crafts for kids, christmas time, xmas ideas`,
});
