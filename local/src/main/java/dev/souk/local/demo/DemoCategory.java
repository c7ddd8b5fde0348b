package dev.souk.local.demo;

import java.util.Locale;
import java.util.regex.Pattern;

/** The shelves of the demo shop. A product stands on the first one that a word of its name fits. */
enum DemoCategory {
  CHRISTMAS(
      "Christmas",
      "christmas|xmas|advent|reindeer|santas?|snowflakes?|snowm[ae]n|baubles?|rudolph|noel|nativity|"
          + "gingerbread|fairy lights?|mistletoe|sleigh"),
  PARTY(
      "Party & Celebrations",
      "party|partyware|birthday|balloons?|bunting|garlands?|confetti|invites?|paper chain|streamers?|easter|"
          + "wedding|banner|pi[nñ]ata|cake stand|cakestand|doil(y|ies|ey|eys)|honeycomb|flags?"),
  JEWELLERY(
      "Jewellery & Accessories",
      "necklaces?|necklac|bracelets?|bracelt|earrings?|ear rings?|(?<!key )(?<!napkin )(?<!curtain )rings?|brooch(es)?|"
          + "bangles?|charms?|pendants?|hair|hairclips?|hairslides?|jewell?ery|jewel|scarf|gloves?|hats?|"
          + "umbrellas?|purses?|wallets?|key ?rings?|keyrings?|key fobs?|slippers?|diamante|sunglasses|lariat|choker|tiara"),
  BAGS(
      "Bags & Travel",
      "bags?|handbags?|shoppers?|totes?|washbags?|luggage|passport|suitcases?|rucksacks?|backpacks?|travel|"
          + "holdall|airline|picnic|shoulder"),
  LIGHTING(
      "Lighting & Candles",
      "candles?|candlesticks?|candle ?holders?|candlepots?|candelabras?|t-lights?|tealights?|t light|lights?|"
          + "lanterns?|lamps?|lampshades?|chandeliers?|incense|nightlights?|votives?|matches|oil burner"),
  TOYS(
      "Toys & Games",
      "toys?|dolls?|dolly|jigsaws?|games?|playing cards|skittles|puppets?|marbles|spinning|dominoe?s?|puzzles?|"
          + "blocks?|soldiers?|dinosaurs?|teddy|skipping|yoyo|snakes|ludo|quoits?|pogo|robots?|balls?|"
          + "play ?house|colouring|sketchbooks?|feltcraft|windmills?|kites?|tattoos?|inflatable|rattle"),
  CRAFT(
      "Sewing & Craft",
      "sewing|knitting|crochet|craft|buttons?|fabrics?|beads?|cotton reels?|needles?|patchwork|pin cushions?|"
          + "pincushions?|embroider(y|ed)|yarn|wool|decoupage|filler pads?|ribbons?|reel"),
  STATIONERY(
      "Stationery & Cards",
      "cards?|notebooks?|notepads?|pens?|pencils?|wraps?|gift ?wrap|stickers?|paper|tapes?|gift tags?|tags?|"
          + "stamps?|envelopes?|journals?|diary|calendars?|ruler|erasers?|chalk|chalkboards?|blackboards?|memo|"
          + "stationery|books?|address|sharpeners?|clips?|magnets?|letters?|tissues?|folders?|blackboard"),
  GARDEN(
      "Garden",
      "garden|gardeners?|gardening|plants?|planters?|watering|birdhouses?|bird ?house|bird table|feeders?|herbs?|"
          + "flowerpots?|flower ?pots?|seeds?|trowels?|dovecotes?|parasols?|deckchairs?|hammocks?|nesting|bucket|"
          + "bird ?bath|outdoor|bbq|sprinkler|wheelbarrow|thermometers?"),
  BATH(
      "Bath & Beauty",
      "soaps?|bath|bathroom|flannels?|sponges?|hot water bottles?|hand warmers?|hottie|plasters|toothbrush|"
          + "lip gloss|bubble|foot ?bath|shower|scent(ed)?|lavender|perfume|talc|toilet|cosmetics?|manicure"),
  KITCHEN(
      "Kitchen & Dining",
      "mugs?|cups?|plates?|bowls?|cakes?|tea|teapots?|teacups?|saucers?|cutlery|kitchen|jars?|baking|pans?|trays?|"
          + "aprons?|tea ?towels?|towels?|coffee|egg ?cups?|eggs?|cosy|cosies|jugs?|spoons?|forks?|knife|knives|"
          + "lunch|bottles?|biscuits?|cookies?|jam|sugar|milk|food|dishes|dish|napkins?|placemats?|coasters?|"
          + "glass(es)?|tumblers?|beakers?|breakfast|dinner|oven|pantry|cook|measuring|mould|moulds|recipe|"
          + "scales|bread|butter|fruit|tablecloth|tins?|straws?|fridge|cocktail|wine|flask|ladle|tongs|whisk|"
          + "jelly|popcorn|bakeware|cupcakes?|enamel|toast|pudding|ice|goblets?|decanter"),
  STORAGE(
      "Storage & Furniture",
      "box(es)?|baskets?|drawers?|cabinets?|hooks?|hangers?|racks?|shel(f|ves)|storage|chests?|knobs?|bins?|"
          + "stools?|chairs?|tables?|cupboards?|trunks?|crates?|stands?|holders?|sideboard|wardrobe|bench|caddy|"
          + "magazine|tidy|letter ?rack|organiser"),
  HOME("Home Décor", ".*");

  private final String title;
  private final Pattern words;

  DemoCategory(String title, String words) {
    this.title = title;
    this.words = Pattern.compile("(?<![\\p{L}])(" + words + ")(?![\\p{L}])");
  }

  /** What a buyer reads. */
  String title() {
    return title;
  }

  /** The shelf for a product of this name. */
  static DemoCategory of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (DemoCategory category : values()) {
      if (category == HOME || category.words.matcher(lower).find()) {
        return category;
      }
    }
    throw new IllegalStateException("the last category takes everything");
  }
}
