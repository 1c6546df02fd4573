import { vocabulary } from "./vocabulary.ts";

export const travel = vocabulary({
  things: `road trip stops, packing lists, hidden beaches, weekend getaways, hiking trails, island itineraries, city guides,
    hot springs, national parks, bucket list places, budget hotels, street food stalls, mountain villages, photo spots,
    night trains, waterfalls, travel hacks, carry-on essentials, romantic getaways, camping spots, solo trips, museums,
    day trips, ski towns, coastal walks`,
  styles: `hidden, unforgettable, budget, scenic, solo, romantic, family-friendly, off-the-beaten-path, dreamy, epic,
    luxury, underrated, charming, sunny`,
  uses: `in Portugal, in Iceland, for couples, in Japan, for first-time visitors, near Lisbon, on a budget, in Costa Rica, for
    solo travelers, in the Scottish Highlands, with kids, in winter, you have never heard of, in Vietnam, in Sicily, across
    Norway, in New Zealand`,
  actions: `pack for two weeks in a carry-on, plan a trip to Iceland, survive a long flight, find cheap flights, travel alone
    for the first time, spend three days in Rome, see Kyoto without crowds, travel with a toddler, take better travel
    photos, hike the Dolomites, plan a road trip, eat your way through Hanoi`,
  titles: `{n} Days in Japan: the Perfect Itinerary
    A Local's Guide to {things} {uses}
    Two Weeks in Morocco for Under a Thousand Dollars
    Where to Stay in Lisbon: {n} Lovely Areas
    {n} Amazing Things to Do {uses}
    The Ultimate Packing List {uses}`,
  sentences: `Start early and you will have the view to yourself.
    These {things} are worth every extra hour on the bus.
    The full itinerary has maps, prices and where to sleep.
    We wish we had known this before the first trip.
    Save this pin and thank us at the airport.
    Bring layers, good shoes and an empty memory card.
    One day is enough for the old town, but stay for three.
    The best meal of the trip cost less than a coffee at home.
    Here is how to get there without a car.
    Wander slowly, eat often and look up.`,
  brands: `Wanderlust, Nomad, Passport, Backpack, Compass, Voyager, Suitcase, Roaming, Window Seat, Trails, Detour`,
  tags: `travel destinations, places to travel, travel tips, dream vacations, travel guides, bucket list, beautiful places,
    vacation spots, solo travel, adventure travel, travel photography, europe travel, travel inspiration, road trip`,
});
