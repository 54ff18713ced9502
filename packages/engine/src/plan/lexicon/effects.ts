import type { EffectKind, RegionKind } from "@kinora/contract";
import type { EffectWord, Row } from "./meaning.ts";

const thing = (kind: EffectKind, region: RegionKind, more: Partial<EffectWord> = {}): { effect: EffectWord } => ({
  effect: { kind, region, ...more },
});
const moving = (kind: EffectKind, region: RegionKind, more: Partial<EffectWord> = {}): { effect: EffectWord } =>
  thing(kind, region, { moving: true, ...more });

const SKY: readonly Row[] = [
  {
    means: thing("clouds", "sky"),
    en: "cloud|cloudscape|thundercloud|storm cloud|rain cloud|cloud cover|cloudy|overcast|cloudy sky|skyscape",
    zh: "云|云朵|云彩|白云|乌云|云层|浮云|彩云|云团|流云|云霞|火烧云|积云",
  },
  { means: moving("clouds", "sky"), en: "sea of cloud", zh: "云海|风云变幻|云卷云舒|云起云涌" },
  {
    means: thing("clouds", "sky", { faint: true, becomes: { shine: "lights" } }),
    en: "sky|skies",
    zh: "天空|天上|蓝天",
  },
];

const WATER: readonly Row[] = [
  {
    means: thing("water", "water", { becomes: { flow: "flow", fall: "flow" } }),
    en: "water|lake water",
    zh: "水|清水|流动的水面",
  },
  {
    means: thing("water", "water"),
    en: "lake|sea|ocean|pond|pool|puddle|lagoon|seawater|water surface|reflection|waterline|fjord|swimming pool",
    zh: "湖|湖水|湖面|水面|海|海水|海面|大海|池塘|池水|湖泊|倒影|水中倒影|水洼|泳池|江面|潭水|水池|海洋|积水",
  },
  {
    means: moving("water", "water"),
    en: "surf|tide|swell|rippling|sea foam|seafoam|breaker|whitecap|wavelet|choppy|rolling sea|sea wave|ocean wave",
    zh: "水花|水花四溅|波浪|海浪|浪花|波纹|涟漪|水波|水纹|潮水|浪潮|波涛|波光|波光粼粼|粼粼|浪|巨浪|碧波|水波纹|惊涛骇浪|惊涛|微波",
  },
  { means: moving("water", "water", { verbToo: true }), en: "ripple|wave" },
];

const FLOW: readonly Row[] = [
  {
    means: thing("flow", "water"),
    en: "river|creek|brook|riverbed|mountain stream|river water|spring water",
    zh: "河|河水|河流|小河|大河|江|江水|溪|小溪|溪水|溪流|山泉|泉水|长江|黄河",
  },
  { means: thing("flow", "water", { verbToo: true }), en: "stream" },
  { means: moving("flow", "water", { verbToo: true }), en: "cascade" },
  {
    means: moving("flow", "water"),
    en: "waterfall|water fall|rapid water|rapids|fountain|flowing water|running water|water flow|flow of water|flow of the water|water current|current|falling water|whitewater",
    zh: "瀑布|流水|水流|水流淌|流动的水|喷泉|急流|激流|飞瀑|水流动|飞流直下|小桥流水|涓涓细流",
  },
];

const PLANTS: readonly Row[] = [
  {
    means: thing("sway", "vegetation", { becomes: { fall: "petals" } }),
    en: "leaf|leaves|autumn leaves|maple leaves|blossom|cherry blossom|sakura|foliage|maple leaf",
    zh: "叶|树叶|叶子|叶片|枫叶|樱花|桃花|梅花|梨花|银杏叶|竹叶",
  },
  {
    means: thing("sway", "vegetation"),
    en: "grass|grasses|grassland|meadow|tree|treetop|branch|branches|twig|flower|wildflower|plant|fern|reed|bamboo|palm|palm tree|palm leaves|palm frond|wheat|crop|vine|willow|bush|shrub|rose|tulip|sunflower|lavender|daisy|daisies|lily|lilies|poppy|poppies|ivy|seaweed|rice field|wheat field|flower field|corn|orchid|lotus|pine tree|greenery|hedge|cornfield|moss|vegetation|barley|dandelion|seagrass|weed|stalk|pine|christmas tree",
    zh: "草|小草|草地|草丛|草原|草坪|野草|青草|芦苇|树|树木|大树|树枝|枝叶|树梢|树冠|树林|竹|竹子|竹林|柳树|柳条|柳枝|花|花朵|鲜花|花丛|花海|野花|花草|荷花|荷叶|向日葵|郁金香|玫瑰|薰衣草|油菜花|麦田|稻田|稻穗|麦穗|麦子|庄稼|藤蔓|椰树|椰子树|棕榈树|棕榈|松树|植物|绿植|灌木|蒲公英|水草|枝条|枝头|小花|菊花|柳絮",
  },
  {
    means: thing("sway", "vegetation", { faint: true }),
    en: "forest|woods|jungle|garden|field|woodland|rainforest",
    zh: "森林|林间|花园|田野|丛林|林子|雨林",
  },
  {
    means: moving("sway", "vegetation"),
    zh: "麦浪|稻浪|草浪|风吹草动|风吹草低|枝叶婆娑|树影婆娑|林涛|花枝招展",
  },
  {
    means: moving("sway", "vegetation", { agent: true }),
    en: "wind|breeze|gust|windy|breezy|gale|draft|wind effect",
    zh: "风|微风|清风|大风|狂风|强风|和风|春风|海风|秋风|晚风|风儿|寒风|山风|夜风|暖风",
  },
];

const GENTLE_WIND: Row = {
  means: { ...moving("sway", "vegetation", { agent: true }), speed: 0.7, amount: 0.8 },
  en: "light breeze|light wind|soft breeze|gentle breeze|soft wind|gentle wind",
  zh: "微风轻拂|微风轻轻",
};

const CLOTH: readonly Row[] = [
  {
    means: thing("sway", "subject", { becomes: { fall: "sway" } }),
    en: "hair|fur|mane|braid|ponytail|bangs|beard|dress|skirt|gown|cape|cloak|veil|scarf|ribbon|cloth|fabric|curtain|drape|flag|banner|robe|sleeve|clothes|clothing|silk|shawl|tassel|laundry|coat|jacket|kimono|hanfu|tent|sailcloth|canopy|hem|lock of hair|strand of hair|streamer|pennant|tablecloth|sheet|tie|prayer flag|garment|outfit",
    zh: "头发|长发|发丝|秀发|发梢|刘海|辫子|毛发|鬃毛|胡须|裙|裙摆|裙子|长裙|衣服|衣角|衣摆|衣袖|衣衫|衣裳|披风|斗篷|头纱|婚纱|面纱|丝巾|围巾|丝带|飘带|布料|布|窗帘|帘子|纱帘|旗|旗帜|红旗|国旗|彩旗|旗子|经幡|袖子|丝绸|毛|汉服|风衣|鬓发|流苏|马尾辫",
  },
];

const LIGHTS: readonly Row[] = [
  {
    means: thing("lights", "lights"),
    en: "lights|lamp|lamplight|lantern|lightbulb|light bulb|bulb|neon|neon sign|neon light|star|streetlight|street light|street lamp|streetlamp|headlight|candle|candlelight|candle flame|candle light|flame of the candle|flame of a candle|city light|fairy light|string light|christmas light|traffic light|chandelier|led|milky way|starlight|starry sky|starry|night sky|bokeh light|bokeh|window light|signboard|billboard|galaxy|lighthouse beam|glow worm|light sign|starfield|disco light|stage light|spotlight|screen|car light|harbor light|skyline light",
    zh: "灯|灯光|灯火|路灯|台灯|吊灯|车灯|彩灯|霓虹|霓虹灯|灯笼|街灯|红绿灯|星|星星|星空|繁星|群星|星光|银河|夜空|星辰|蜡烛|烛火|烛光|烛焰|蜡烛火焰|蜡烛的火苗|蜡烛火苗|蜡烛的火焰|蜡烛火光|蜡烛的火光|万家灯火|城市灯光|灯泡|灯带|光斑|招牌|孔明灯|灯塔|聚光灯|舞台灯光|天灯|信号灯|荧光",
  },
  {
    means: moving("lights", "lights"),
    en: "firefly|fireflies|aurora|aurora borealis|northern light|lightning|lightning bolt|lightning strike|strobe|strobe light",
    zh: "萤火虫|极光|闪电|雷电|电闪雷鸣|星光点点|灯光秀|烛影",
  },
];

const FIRE_AND_SMOKE: readonly Row[] = [
  {
    means: moving("fire", "fire", { becomes: { drift: "fire" } }),
    en: "fire|flame|campfire|bonfire|fireplace|torch|blaze|inferno|lava|hearth|fire pit|burning fire|magma|wildfire|burning log|torchlight|firelight",
    zh: "火|火焰|篝火|营火|壁炉|炉火|火把|火光|烈火|火堆|烈焰|火苗|岩浆|熔岩|大火|炭火|炉火|火势",
  },
  {
    means: moving("smoke", "frame"),
    en: "smoke|steam|vapor|vapour|fume|incense smoke|cloud of smoke|cloud of steam|smoke plume|plume of smoke|steamy|cigarette smoke|exhaust",
    zh: "烟|炊烟|烟雾|浓烟|青烟|白烟|黑烟|蒸汽|蒸气|水蒸气|热气|水汽|热气腾腾|轻烟|香烟缭绕|烟气|袅袅炊烟|热腾腾|冒烟|冒气",
  },
  {
    means: moving("fog", "frame"),
    en: "fog|mist|haze|morning mist|morning fog|fog bank|cloud of mist|brume|smog",
    zh: "雾|雾气|薄雾|晨雾|大雾|浓雾|云雾|迷雾|水雾|雾霭|云雾缭绕|雾霾|仙气|云烟|烟雨|云雾缥缈|雾海",
  },
  { means: thing("fog", "frame"), en: "misty|foggy|hazy" },
];

const WEATHER: readonly Row[] = [
  { means: thing("snow", "frame"), en: "snow|snowy", zh: "雪|白雪" },
  {
    means: moving("snow", "frame"),
    en: "snowfall|snowflake|snowstorm|blizzard|snowing|falling snow|snow fall|snow flake|flurries|snow flurries|snow storm|it snow",
    zh: "雪花|下雪|飘雪|降雪|大雪|小雪|飞雪|暴雪|暴风雪|落雪|风雪|鹅毛大雪|雪片|下着雪|下起雪|下起了雪|下大雪|雪下",
  },
  {
    means: moving("rain", "frame"),
    en: "rain|raindrop|rain drop|drizzle|downpour|raining|rainstorm|rainfall|rain shower|falling rain|thunderstorm|torrential rain|pouring rain",
    zh: "雨|下雨|雨滴|雨水|细雨|小雨|大雨|暴雨|雷雨|雨点|雨丝|阵雨|毛毛雨|下着雨|下起雨|下起了雨|倾盆大雨|雨幕|雨珠|春雨|下大雨|雨下",
  },
  { means: thing("rain", "frame"), en: "rainy", zh: "雨天|雨夜" },
];

const LIGHT: readonly Row[] = [
  {
    means: moving("rays", "frame"),
    en: "sun ray|sunray|god ray|godray|sunbeam|sun beam|light ray|light beam|ray of light|ray of sunlight|ray of sun|beam of light|beam of sunlight|shaft of light|shaft of sunlight|light shaft|sun shaft|volumetric light|volumetric lighting|crepuscular ray|light change|light changing|lighting change|light shift|changing light|shifting light|light and shadow|day to night|day into night|night into day|sunset fades into night|sunset fades to night|fades into night|fades to night|fade to night|fade into night|sunset to night|day turns to dusk|day turn to dusk|turn to dusk|turns to dusk|dusk to night|dawn breaks|day breaks|night to morning|night to dawn|sun sets|sun rises|sun goes down|sun comes up|golden hour to night|day turn to night|day turn into night|turn day into night|turn night into day|night to day|passing light|light leak|lens flare|dappled light|dappled sunlight|beams|rays",
    zh: "光线|光束|光芒|光影|丁达尔|丁达尔光|丁达尔效应|圣光|光柱|光影变化|光线变化|日夜交替|白天变黑夜|白天变成黑夜|黑夜变白天|昼夜交替|光影流转|万丈光芒|耶稣光|体积光|斑驳",
  },
  {
    means: thing("rays", "frame", { becomes: { fall: "rays" } }),
    en: "sunlight|sunshine|sun light|daylight|morning light",
    zh: "阳光|日光|晨光|霞光|曙光|天光",
  },
  {
    means: thing("rays", "frame", { faint: true, becomes: { fall: "rays" } }),
    en: "sun|shadow|sunset|sunrise|lighting",
    zh: "太阳|夕阳|朝阳|影子|阴影|落日|日落|日出|树影|余晖",
  },
];

const SMALL_THINGS: readonly Row[] = [
  {
    means: moving("dust", "frame"),
    en: "dust|dust particle|dust mote|particle|spark|ember|mote|pollen|sandstorm|sand storm|dust storm|cloud of dust|fairy dust|dandelion seed|ash|floating particle|magic dust|glitter|glowing particle|light particle|speck|blowing sand|ashes|stardust|pixie dust",
    zh: "灰尘|尘埃|尘土|微粒|粒子|火花|火星|浮尘|沙尘|沙尘暴|风沙|粉尘|花粉|光点|光粒|灰烬|余烬|颗粒|扬尘|金粉|星尘|火星子|光粒子|飞沙|黄沙|蒲公英种子",
  },
  {
    means: moving("petals", "frame", { becomes: { bend: "sway" } }),
    en: "petal|flower petal|rose petal",
    zh: "花瓣",
  },
  {
    means: moving("petals", "frame"),
    en: "falling leaf|falling leaves|falling blossom|falling flower|falling petal|fallen leaves|confetti|leaves fall|leaf fall|feather",
    zh: "落叶|落花|花瓣雨|樱花雨|落英|落英缤纷|彩纸|纸屑|飘落的树叶|飞花|羽毛|五彩纸屑",
  },
  {
    means: moving("breathe", "subject"),
    en: "breathe|breathing|breathing motion|chest|breath|inhale|exhale|inhaling|exhaling",
    zh: "呼吸|胸口|胸膛|吸气|呼气|呼吸起伏",
  },
];

/** What can move, most specific words together with their whole family. */
export const EFFECT_ROWS: readonly Row[] = [
  ...SKY,
  ...WATER,
  ...FLOW,
  ...PLANTS,
  GENTLE_WIND,
  ...CLOTH,
  ...LIGHTS,
  ...FIRE_AND_SMOKE,
  ...WEATHER,
  ...LIGHT,
  ...SMALL_THINGS,
  // A light that flickers is a lamp; a light that wanders is the sun's.
  { means: { ...thing("rays", "frame", { faint: true, becomes: { shine: "lights" } }), amount: 0.6 }, en: "light" },
  // How light is, not how it moves.
  {
    means: thing("rays", "frame", { faint: true, becomes: { shine: "lights" } }),
    en: "soft light|gentle light|warm light|golden light|soft lighting",
  },
];
