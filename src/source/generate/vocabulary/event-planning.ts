import { vocabulary } from "./vocabulary.ts";

export const eventPlanning = vocabulary({
  things: `wedding timelines, baby shower games, table settings, balloon arches, seating charts, party favors, bridal shower
    themes, dessert tables, backdrop ideas, graduation parties, conference checklists, event proposals, centerpieces,
    birthday themes, engagement parties, tent layouts, guest books, corporate events, photo booths, menu cards, farewell
    parties, event budgets, garden parties, invitation wordings, welcome signs`,
  styles: `elegant, boho, rustic, affordable, modern, outdoor, intimate, glamorous, pastel, stress-free, tropical,
    garden, last-minute, unforgettable, minimalist`,
  uses: `on a budget, for a small wedding, for fifty guests, for a backyard party, for corporate events, for a summer
    wedding, for first-time planners, for a winter reception, for virtual events, for a surprise party, for adults`,
  actions: `plan a wedding in six months, write an event proposal, build a balloon garland, host a virtual conference, set a
    buffet table, start an event planning business, choose a venue, make a seating chart, plan a baby shower, price your
    event services, run a silent auction, keep guests busy between courses`,
  titles: `The Event Planner's Emergency Kit
    Wedding Day Timeline for a {n} O'Clock Ceremony
    Day-Of Coordinator Checklist (Free Download)
    {styles} Baby Shower With {things}
    A {styles} Backyard Wedding in June
    Event Marketing: {n} Ideas That Fill Seats`,
  sentences: `From the first call to the last dance, this list has you covered.
    These {things} photograph beautifully and cost very little.
    Download the free template and change it to suit your own day.
    Guests will still talk about it a year later.
    A clear run sheet is the difference between calm and chaos.
    We paired dusty pink roses with eucalyptus and taper candles.
    Ask your venue these questions before you sign anything.
    Easy to set up the night before, so the morning stays free.
    Our planners share what they would never skip.
    Set the budget first, then choose the {things}.`,
  brands: `Events, Confetti, Soiree, Celebrations, Planner, Banquet, Bouquet, Gatherings, Guest List, Occasions, Fete`,
  tags: `event planning tips, party planning, wedding planning, event decor, party themes, wedding inspiration, event
    checklist, birthday party, event planner, wedding decorations, event ideas, party decorations, shower ideas`,
});
