/** Slips in words too short, or too far off, for the rule of one wrong letter: wrong, right. */
export const KNOWN_SLIPS: Readonly<Record<string, string>> = {
  zomm: "zoom",
  zoon: "zoom",
  zom: "zoom",
  gras: "grass",
  wavs: "waves",
  wawes: "waves",
  skys: "skies",
  sno: "snow",
  snwo: "snow",
  smok: "smoke",
  rian: "rain",
  rianing: "raining",
  lak: "lake",
  fier: "fire",
  moev: "move",
  mvoe: "move",
  mov: "move",
  slwo: "slow",
  slowy: "slowly",
  slwly: "slowly",
  leavs: "leaves",
  leafs: "leaves",
  lef: "left",
  letf: "left",
  rigth: "right",
  rihgt: "right",
  pann: "pan",
  til: "tilt",
  orbitt: "orbit",
  stil: "still",
  wnd: "wind",
  winds: "wind",
  seaa: "sea",
  firest: "fire",
  vertgo: "vertigo",
  camrea: "camera",
  cammera: "camera",
  caemra: "camera",
  statics: "static",
  handhled: "handheld",
  recedes: "retreat",
};

/** Real words that are one letter away from a word of this vocabulary, and are not it. */
export const REAL_WORDS: ReadonlySet<string> = new Set(
  (
    "could would should cloud's aloud proud shroud clown clout later wafer wager waiter wetter matter latter batter bitter butter water's walker " +
    "caves saves graves paves raves wares wages wakes waver weave loaves heaves lakes takes makes bakes cakes rakes sakes likes lanes laces " +
    "glass class gross brass grasp grabs grade grace graze crass grain train brain drain trail frail grail brail plain trains brains drains " +
    "three threes tress trend trees' treed tree's treat trek freed there where these those their three flown flows flow floor flour flower's slower lower power tower shower mower bower blower glower " +
    "leads leans leaps learn leaded leaving living loving lovers levels lever fever never clever sever river's rover diver liver giver rival rivet driver drivers " +
    "petal metal medal pedal petals metals medals pedals metallic pearl pearls " +
    "stare stars' start starts stairs stair stark stays stats state stack steak steal steel steep steer stems stamp stand shark share sharp shape shale scare spare " +
    "night right light sight fight might tight eight lights nights rights sights fights height weight bright flight slight fright delight lightly nightly rightly " +
    "smoke spoke smokes spokes smote stoke stroke choke smile smell small smart stall stale " +
    "beach reach beaches reaches peach teach preach bench leach breach bleach branch brunch blanch ranch french trench " +
    "house houses horse horses mouse hours rouse nurse nurses worse course curse verse terse " +
    "hairy chair chairs pairs fairs fair fairy hairs stairs dairy daily diary " +
    "candy candid candle handle bundle cradle sandal scandal handles bundles kindle " +
    "frost frosty crust trust ghost host boast roast toast coast boost fronts front frosted forest forests frogs forst " +
    "field fields yield shield fiend friend friends wield fielded filed files " +
    "bird birds bride brides bridge bridges birth third thirds bind binds binding finding winding windy handy sandy " +
    "wound wounds window windows winter winner winters wiener finder binder kinder wander wonder under thunder " +
    "sound sounds round rounds pound found bound hound mound mount mounts mouth south youth month " +
    "steam stream streams steams scream screams dream dreams cream creams seam seams team teams beam beams gleam gleams stead steams " +
    "flame flames frame frames blame flamed fame framed lame name same shame " +
    "smiles miles similes tiles piles mills skills spills spill still stills quill " +
    "swirl twirl swirls twirls whirl whirls skirt skirts shirt shirts short shorts sport sports spurt " +
    "shine shines shiny spine spines swine whine shone stone stones store stores storm storms story scone alone phone phones " +
    "dusty rusty musty trusty dusts busts rusts gusts guests guest quest quests crests chest chests west best " +
    "crane cranes crate crates crave brave grave drape drapes grape grapes craze crazy grant grand brand stand strand " +
    "motor motors motion motions notion notions lotion potion option options nation nations " +
    "static statics statue statues status statics attic " +
    "tracks track trick tricks truck trucks trunk trunks trace traces trade crack cracks black block blocks back flock clock clocks " +
    "paint paints point points print prints saint faint pains paths plant plants plane planes planet plate plates place places " +
    "slide slides slice slices slips sides bride pride glide glides guide guides slime smite " +
    "quite quiet quick quack quilt quirk quicker " +
    "early nearly pearly yearly clearly dearly barely rarely fairly " +
    "mister mists misty musty mints minty master mastery mustard cluster luster " +
    "foggy soggy doggy boggy baggy buggy forgy forge froggy " +
    "spark sparks spank spare spares shark sharks stark park parks spear speak speaks sparse " +
    "ember embers amber member members umber number numbers " +
    "lantern lanterns eastern western pattern patterns " +
    "ocean oceans clean clear clearer cleaner canal canals banal " +
    "ponds bonds fonds funds hands lands sands bands wands " +
    "river's ripple ripples ripped cripple triple tripled nipple apple apples maple staple supple " +
    "sunny funny bunny gunny sunset sunsets subset sunrise surprise " +
    "mountain mountains fountain fountains maintain certain curtain curtains captain " +
    "moving loving proving roving movie movies mover movers moved loved " +
    "driven drive drives dives dived arrive arrives alive olive strive " +
    "dance dances dancer danced lance glance chance france advance dense dunes dunce " +
    "flight plight alight flying frying trying crying drying lying plying " +
    "reads roads road broad board boards boars boats boots boost booth float floats flats gloat bloat goats coats coast moats " +
    "shade shades shake shakes snake snakes shave shame stake brake brakes quake awake wakes " +
    "world words swords sword wordy works worlds " +
    "focus locus lotus focal vocal local " +
    "bloom blooms gloom groom broom room rooms zooms looms booms " +
    "spray prayer pray stray strays array tray trays gray grays stays sways says swans spans " +
    "vines wines lines fines pines mines nines vinyl veins video videos " +
    "pans plans pants panes paned bands bank banks panel panels pastel " +
    "upper lower super supper suppose closer close closet closed clover color colors colour colours cooler " +
    "piano pianos plano pizza " +
    "soft softer sifted lofty often oft " +
    "first thirst worst burst bursts hurst thirty dirty " +
    "leather feather feathers weather father fathers rather gather other mother brother another further " +
    "tidal table tables cable cables fable stable title titles tiles tides sides rides hides " +
    "pushed bushes bushy rushes dishes wishes fishes brushes crushes lushes bushes pushy bushed " +
    "still style styles skill silly " +
    "people purple couple couples temple temples simple sample " +
    "grows grown crown crowns brown drown frown frowns crowd crowds growl grow glow glows " +
    "clothes clothing clocks closing nothing cloths moths " +
    "heart hearts heard beard bears beards yards cards hards bards guard guards earth hearth " +
    "twins twine towns twist wrist women woman human humans roman romans lemon demon " +
    "after alter water altar offer often " +
    "every ever never even event events seven eleven " +
    "which while white whole whose where whine whale wheat wheel wheels cheek " +
    "burns turns burnt urns turned burned born bored boring burst tuned tunes " +
    "bottle battle cattle kettle settle little brittle rattle title shuttle subtle " +
    "pallet palate palette palace palaces placed place " +
    "photo photos photon phone " +
    "fixes fixed mixed foxes boxes taxes faxes " +
    "pasta paste past pastor posts poster posters coaster roaster toaster " +
    "hills bills walls halls balls falls calls tells bells " +
    "spinach spiral spinal spins shins skins skin " +
    "slate slats plate skate skates state crater creates create created creator " +
    "seated heated treated sated seats beats heats meats neat " +
    "ducks docks rocks socks locks lucks rocky rocket rockets pocket pockets socket " +
    "wooden woolen golden garden gardens warden harden burden sudden hidden " +
    "sparrow arrow narrow borrow harrow marrow " +
    "bracket blanket racket market basket jackets jacket packet " +
    "angles angle angels single jungle jingle mingle tingle tangle rectangle " +
    "thing things think thinks thank thick thin this ring rings king kings sing wing wings string strings spring springs bring brings swing swings sting " +
    "looks hooks books cooks brook brooks crook crooks " +
    "snowy showy snows shows shown snowed showed knows known " +
    "chimney kidney sydney " +
    "fines finest finish finished vanish polish publish"
  ).split(" "),
);
