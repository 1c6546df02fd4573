import { vocabulary } from "./vocabulary.ts";

export const mensFashion = vocabulary({
  things: `linen shirts, navy suits, chelsea boots, denim jackets, casual outfits, leather sneakers, wool overcoats, beard
    styles, tapered haircuts, pocket squares, chinos, flannel shirts, loafers, streetwear looks, date night outfits,
    winter layers, watches, polo shirts, bomber jackets, smart casual looks, tuxedos, sweater combinations, summer
    outfits, fade haircuts, sunglasses`,
  styles: `sharp, classic, casual, tailored, rugged, minimalist, stylish, vintage, preppy, timeless, business, street,
    laid-back, monochrome, effortless`,
  uses: `for men, for short men, for fall, for the office, for a summer wedding, for college guys, for tall men, for a first
    date, over 40, under a hundred dollars, for cold weather, every man should own, for black men`,
  actions: `tie a half Windsor, dress well on a budget, wear a denim jacket, match shoes and belt, build a capsule wardrobe,
    roll shirt sleeves, trim a beard, wear white sneakers, fold a pocket square, choose a suit that fits, layer for
    winter, care for leather boots`,
  titles: `The Gentleman's Guide to {things}
    {n} Essentials Every Man Should Own
    What to Wear With Grey Trousers
    Business Casual for Men, Explained
    {n} Cool Haircuts {uses}
    Street Style From Milan: {styles} {things}`,
  sentences: `Fit comes first, fabric second and the logo last.
    These {things} work as well at a desk as at a bar.
    Keep the shoes simple and let the jacket do the talking.
    Style tip: leave the bottom button open.
    You only need five pieces to make a month of outfits.
    A clean fade and a good coat go a long way.
    Shop the look or use what is already in the closet.
    Earth tones are back and they are easy to wear.
    Follow for daily outfit inspiration.
    Dress for the weather, then for the room.`,
  brands: `Gentleman, Tailor, Menswear, Barber, Dapper, Cufflink, Lapel, Brogue, Style Guide, Haberdasher, Modern Man`,
  tags: `mens fashion, mens outfits, men style tips, mens style, casual outfits men, mens clothing styles, gentleman style,
    mens haircuts, streetwear, stylish men, men casual, mens fashion casual, suit style, mens wear`,
});
