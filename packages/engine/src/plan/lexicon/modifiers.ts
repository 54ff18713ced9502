import type { Direction, Manner, Meaning, Row } from "./meaning.ts";
import type { EffectKind } from "@kinora/contract";

const motion = (manner: Manner, implies?: EffectKind): Meaning => ({
  motion: implies === undefined ? { manner } : { manner, implies },
});

const MOTIONS: readonly Row[] = [
  {
    means: motion("drift"),
    en: "move|moving|movement|motion|drift|float|roll|glide|shift|travel|pass|swirl|curl|creep|spread|rise|hover|linger|waft|billow out|spin|race|dance|go|rise and fall|surge|animate|animated|live|in motion|circulate|churn|whirl|tumble|fly|change|changing|evolve|form|gather|build|part|clear|blur|darken|drip|dripping|disperse|thicken|spiral|emanate|exit|lift|pulse|pulsate|come in|roll in|wander|scatter|seep|transition|blow across|break|play|stir|shift across|sweep|descend|pulsing|flying|act|climb|rage|hit|open|set|sets",
    zh: "动|动起来|移动|飘|飘动|飘过|飘浮|飘荡|漂浮|漂移|浮动|翻腾|翻滚|滚动|涌动|弥漫|缭绕|变化|流转|变幻|升腾|升起|上升|袅袅|袅袅升起|飞舞|飘散|扩散|蔓延|舞动|旋转|起伏|动态|游走|聚散|飞过|掠过|漂动|缓动|活动|动一动|动动|变换|运动|飞扬|扬起|冒|散开|飘逸|涌来|飘舞|漂|跳动|飞|移|升|滚|腾|上移动|洒|洒下|透过|照|照射|照进|穿透|闪动|流逝|漫延|飘渺|翻涌|舒卷|盘旋|飘来|飘去|飘走|蒸腾|腾起|吹|滑过|拂过|移过|快速移动",
  },
  {
    means: motion("flow"),
    en: "flow|flowing|run|rush|pour|gush|trickle|meander|streaming|course|spout|cascading|babble|cascade",
    zh: "流|流动|流淌|流过|流下|奔流|奔涌|流去|流走|流向|奔腾|淌|倾泻|倾泻而下|喷涌|喷水|潺潺|流动起来|流入|流经|直泻|飞泻|湍急",
  },
  {
    means: motion("fall"),
    en: "fall|falling|fell|drop|descend|shower",
    zh: "落|落下|飘落|落下来|飘下|洒落|掉落|飘洒|纷飞|纷纷|纷纷扬扬|降落|坠落|掉下来|滴落|飘零|落地|飞落|漫天飞舞|纷扬|纷落|下落|散落|凋落",
  },
  {
    means: motion("bend", "sway"),
    en: "sway|swaying|rustle|rustling|undulate|quiver|nod in the wind|nod in the breeze",
    zh: "摇曳|摇摆|摆动|摇动|沙沙作响|婆娑|随风摇曳|随风摆动|随风摇摆|摇曳生姿|随风起伏",
  },
  {
    means: motion("sway", "sway"),
    en: "flutter|fluttering|billow|billowing|windblown|flap in the wind|blowing in the wind|wave in the wind|waving in the wind|wave in the breeze|waving in the breeze|dance in the wind|dancing in the wind|dance in the breeze|dancing in the breeze|whip in the wind",
    zh: "起浪|飘扬|迎风|随风|随风飘扬|随风飘动|随风舞动|迎风飘扬|迎风招展|招展|飘摇|随风飞舞|随风起舞",
  },
  {
    means: motion("bend"),
    en: "bend|swing|rock|tremble|shake|wobble|bob|jiggle|sag",
    zh: "摇|晃|晃动|摇晃|抖动|颤动|轻颤|晃荡|摆",
  },
  {
    means: motion("sway"),
    en: "waving|blow|blown|blowing|toss|whip|stir|flap",
    zh: "吹动|吹起|吹拂|吹过|吹|轻拂|拂动|舞动",
  },
  {
    means: motion("shine", "lights"),
    en: "twinkle|twinkling|flicker|flickering|blink|blinking|flash|flashing|sparkle|sparkling|glow|glowing|glint|pulsing light|blinking on and off|dim|brighten|glimmering light|turn on and off|gleam|buzz",
    zh: "闪烁|闪|闪耀|闪动|一闪一闪|忽明忽暗|明灭|眨着眼|闪闪发光|闪亮|闪光|熠熠生辉|熠熠|璀璨|亮起|亮起来|流光溢彩|发光|跃动|明暗|熄灭|变亮|变暗|明明灭灭",
  },
  {
    means: motion("shine", "water"),
    en: "shimmer|shimmering|glisten|glistening|glimmer|lap|lapping|splash|splashing|crash|crashing|slosh|ebb|lap against|glitter on",
    zh: "波动|荡漾|泛起|拍打|拍岸|拍打着|起涟漪|激荡|涌向|涌上|翻卷|闪动着波光|泛着|汹涌|澎湃|涌|微澜|溅起|溅|轻拍|涨潮|退潮|冲刷|涨落|潮起潮落",
  },
  {
    means: motion("drift", "fire"),
    en: "burn|burning|crackle|smolder|ignite",
    zh: "燃烧|熊熊|熊熊燃烧|燃起|烧|跳跃的火|噼啪",
  },
  {
    means: motion("shine"),
    en: "shine|shining|stream through|filter through|shine through|streaming through|pierce|cast|beam down",
    zh: "照耀|洒在|洒下来|透进来|洒进|洒进来|倾洒|照在|射入|射进|透进",
  },
  { means: motion("drift", "petals"), zh: "落英缤纷" },
];

const SPEEDS: readonly Row[] = [
  {
    means: { speed: 0.5 },
    en: "slow|slowly|slower|slowmo|slow motion|slow mo|leisurely|unhurried|gradual|gradually|sluggish|steadily and slowly|lazy|lazily|slow paced|low speed|ever so slowly|at a slow pace|at a snail's pace|inch|slow down|little by little|bit by bit|creeping|languid|languidly|more slowly",
    zh: "慢|慢慢|慢慢地|缓缓|缓缓地|缓慢|缓慢地|徐徐|渐渐|逐渐|慢慢的|慢一点|慢一些|慢点|慢些|慢速|缓|慢动作|慢镜头|悠悠|悠然|缓缓的|放慢|减速|低速|慢悠悠|不紧不慢|悠闲|悠闲地|缓步|慢吞吞|慢下来|慢悠悠地|徐缓|升格",
  },
  {
    means: { speed: 0.35 },
    en: "very slow|very slowly|super slow|super slowly|extremely slow|extremely slowly|really slow|really slowly|ultra slow",
    zh: "非常缓慢|很慢|非常慢|极慢|极其缓慢|很缓慢|极缓慢|十分缓慢",
  },
  {
    means: { speed: 0.7, amount: 0.8 },
    en: "gentle|gently|soft|softly|calm|calmly|tranquil|serene|serenely|peaceful|peacefully|delicate|delicately|lightly|smooth and slow|tenderly|relaxed|lightly and slowly|soothing|softer|gentler|mellow|dreamy",
    zh: "轻轻|轻轻地|轻轻的|轻柔|轻柔地|柔和|柔和地|轻缓|轻盈|平缓|舒缓|和缓|安静地|轻缓地|温柔|温柔地|轻悠悠|平静|宁静|轻悠|静静|静静地|柔柔",
  },
  {
    means: { speed: 1.8 },
    en: "fast|faster|quick|quickly|quicker|rapid|rapidly|swift|swiftly|speedy|speedily|hurried|race|rush|raging|time lapse|timelapse|hyperlapse|high speed|speed up|sped up|frantic|frantically|brisk|briskly|whoosh|hurtling|at high speed|fast paced|accelerated|zooming past|hasty|urgent|dash|torrent|roaring|turbulent|abruptly|sudden|suddenly|speeding|hurry",
    zh: "快|快速|快速地|迅速|迅速地|急速|飞速|飞快|飞快地|极速|高速|疾速|急|湍急|很急|急促|快一点|快一些|快点|快些|更快|加快|加速|延时|延时摄影|延时拍摄|迅猛|奔涌|奔腾|猛地|急流|急剧|疾|快节奏|汹涌|飞驰|疾驰|骤然|突然|急推|急拉|倍速|飞掠|湍流",
  },
  {
    means: { speed: 2.2 },
    en: "very fast|super fast|extremely fast|really fast|very quickly|very rapidly|really quickly|extremely quickly|as fast as possible|lightning fast|super quick|ultra fast",
    zh: "非常快|很快|极快|飞一般|特别快|超快|超级快|极其快|十分快",
  },
  {
    means: { speed: 1.8, ...motion("drift") },
    en: "speed by|speed past|speeding by|zoom by|zip by|race by|rush by|rush past|race past",
  },
  {
    means: { global: true, speed: 1.8 },
    en: "time lapse|timelapse|hyperlapse|time lapse style",
    zh: "延时|延时摄影|延时拍摄",
  },
  { means: { global: true, speed: 0.5 }, en: "slow motion|slowmo|slow mo", zh: "慢动作|慢镜头|升格" },
  {
    means: { speed: 1 },
    en: "normal speed|steady pace|medium speed|natural speed|at normal speed|not too fast|not too slow|moderately",
    zh: "正常速度|匀速|中速|不快不慢",
  },
  { means: { speed: 0.7 }, en: "not too quickly|not so fast|not fast|don't rush", zh: "不要太快|别太快|不太快|不要快" },
];

const AMOUNTS: readonly Row[] = [
  {
    means: { amount: 0.6 },
    en: "slight|slightly|subtle|subtly|a bit|a little|a little bit|little|minimal|faint|faintly|barely|tiny|small|mild|mildly|somewhat|hint of|touch of|thin|sparse|weak|weakly|minor",
    zh: "小一点|小一些|小点|小些|微微|微微的|轻微|轻微地|略微|稍微|细微|微弱|稍稍|一点点|些许|微|淡淡|隐隐|小幅度|小幅|细细|稀疏|略|微小",
  },
  {
    means: { amount: 1.6 },
    en: "strong|strongly|heavy|heavily|intense|intensely|dramatic|dramatically|violent|violently|powerful|powerfully|wild|wildly|fierce|fiercely|more|big|huge|massive|vigorous|vigorously|stormy|hard|rough|lots of|extreme|extremely|very strong|dense|thick|forceful|hefty|furious|furiously|a lot|a lot of|noticeable|noticeably|exaggerated",
    zh: "大一点|大一些|大点|大些|剧烈|剧烈地|强烈|强烈地|猛烈|大幅|大幅度|激烈|狂|疯狂|用力|猛|浓|浓密|浓浓|明显|强|强劲|更大|更多|大力|很大|密集|夸张|浓烈|使劲",
  },
];

const LEFT: Direction = { word: "left", degrees: 180 };
const RIGHT: Direction = { word: "right", degrees: 0 };
const UP: Direction = { word: "up", degrees: 90 };
const DOWN: Direction = { word: "down", degrees: 270 };

const DIRECTIONS: readonly Row[] = [
  {
    means: { direction: LEFT },
    en: "to the left|to left|toward the left|towards the left|toward left|towards left|left|leftward|leftwards|from right to left|right to left|from the right|from right|from the right side|from the right to the left|to the left side|to the left hand side|from the right side to the left side|westward|westwards|to the west|leftwardly|to its left|to my left|from the east|off to the left|to the left of the frame|to the left of the screen|to the left of the picture|toward the left side|towards the left side|from the right to left",
    zh: "向左|往左|朝左|向左边|往左边|朝左边|向左侧|往左侧|朝左侧|左边飘|从右到左|从右往左|从右向左|由右向左|由右至左|自右向左|从右至左|向西|从右边|往左方|向左方|左向|朝左方|从右侧|从右边到左边|由右到左|由右往左|从右面",
  },
  {
    means: { direction: RIGHT },
    en: "to the right|to right|toward the right|towards the right|toward right|towards right|right|rightward|rightwards|from left to right|left to right|from the left|from left|from the left side|from the left to the right|to the right side|to the right hand side|from the left side to the right side|eastward|eastwards|to the east|to its right|to my right|from the west|off to the right|to the right of the frame|to the right of the screen|to the right of the picture|toward the right side|towards the right side|from the left to right",
    zh: "向右|往右|朝右|向右边|往右边|朝右边|向右侧|往右侧|朝右侧|从左到右|从左往右|从左向右|由左向右|由左至右|自左向右|从左至右|向东|从左边|往右方|向右方|右向|朝右方|从左侧|从左边到右边|由左到右|由左往右|从左面",
  },
  {
    means: { direction: LEFT, ...motion("sway", "sway") },
    zh: "向左摇摆|往左摇摆|向左摇曳|往左摇曳|向左摇晃|往左摇晃|向左摇动|向左摆动|往左摆动",
  },
  {
    means: { direction: RIGHT, ...motion("sway", "sway") },
    zh: "向右摇摆|往右摇摆|向右摇曳|往右摇曳|向右摇晃|往右摇晃|向右摇动|向右摆动|往右摆动",
  },
  {
    means: { direction: UP },
    en: "up|upward|upwards|skyward|to the top|toward the sky|towards the sky|into the sky|into the air|from bottom to top|bottom to top|straight up|heavenward|from the bottom up|to the sky",
    zh: "向上|往上|朝上|从下到上|从下往上|向上方|往上方|由下而上|自下而上|从下向上|由下向上|向天空|由下至上",
  },
  {
    means: { direction: DOWN },
    en: "down|downward|downwards|from top to bottom|top to bottom|straight down|to the bottom|from above|to the ground|down to the ground",
    zh: "向下|往下|朝下|从上到下|从上往下|向下方|由上而下|自上而下|从上向下|由上向下|由上至下",
  },
  {
    means: { direction: { word: "right", degrees: 315 } },
    en: "from the upper left to the lower right|from upper left to lower right|from top left to bottom right|from the top left to the bottom right|to the lower right|down to the right|to the bottom right",
    zh: "从左上到右下|向右下|往右下|从左上往右下|向右下方",
  },
  {
    means: { direction: { word: "left", degrees: 225 } },
    en: "from the upper right to the lower left|from upper right to lower left|from top right to bottom left|from the top right to the bottom left|to the lower left|down to the left|to the bottom left",
    zh: "从右上到左下|向左下|往左下|从右上往左下|向左下方",
  },
  {
    means: { direction: { word: "right", degrees: 45 } },
    en: "to the upper right|up to the right|to the top right",
    zh: "向右上|往右上|向右上方",
  },
  {
    means: { direction: { word: "left", degrees: 135 } },
    en: "to the upper left|up to the left|to the top left",
    zh: "向左上|往左上|向左上方",
  },
];

const TURNS: readonly Row[] = [
  { means: { turn: "clockwise" }, en: "clockwise", zh: "顺时针" },
  {
    means: { turn: "counterclockwise" },
    en: "counterclockwise|anticlockwise|counter clockwise|anti clockwise",
    zh: "逆时针",
  },
];

/** How things move: manner, speed, strength and direction. */
export const MODIFIER_ROWS: readonly Row[] = [...MOTIONS, ...SPEEDS, ...AMOUNTS, ...DIRECTIONS, ...TURNS];
