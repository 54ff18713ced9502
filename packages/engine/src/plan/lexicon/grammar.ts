import type { Row } from "./meaning.ts";

const NEGATION: readonly Row[] = [
  {
    means: { negates: "all" },
    en: "not|don't|dont|do not|doesn't|doesnt|does not|shouldn't|should not|must not|mustn't|never|can't|cannot|isn't|aren't|won't|not moving|stop",
    zh: "不|不要|不能|别|勿|不许|不会|不用|不可|切勿|请勿|不得|禁止|不需要|停止|不再|莫",
  },
  {
    means: { negates: "following" },
    en: "no|without|zero|avoid|minus|free of|rather than|instead of|no more|none of|exclude",
    zh: "没有|无|没|避免|不带|不含|无需|而不是",
  },
  {
    means: { still: true },
    en: "leave the person alone|leave the people alone|leave the subject alone|leave him alone|leave her alone|leave it alone|leave the rest alone|leave everything else alone|stay still|stays still|staying still|remain still|stand still|keep still|be still|is still|are still|perfectly still|completely still|hold still|stay in place|remain in place|stay put|stay fixed|stay static|remain static|remains static|motionless|immobile|freeze|frozen in place|stays the same|stay unchanged|remain unchanged|unmoving|stays static|remain motionless|keep static|at rest|stays frozen|stay frozen|stays motionless",
    zh: "停|停下|停住|不动|保持不动|静止|静止不动|保持静止|一动不动|不要动|不变|保持不变|纹丝不动|定住|不移动|保持原样|别动",
  },
  {
    means: { noun: "everything" },
    en: "everything|everything else|the rest|rest|all else|anything else|nothing else|other things|rest of the picture|rest of the image|rest of the scene|rest of the frame|other parts|background else|anything|nothing|whole picture|background|foreground|building|buildings|castle|house|mountain|mountains|landscape|scenery",
    zh: "其他|其它|其余|其他部分|其余部分|其它部分|其他地方|剩下的|剩下|一切|全部|别的|所有|任何东西|背景|前景|画面|建筑|建筑物|房子|山|整个画面|其余地方",
  },
];

const JOINING: readonly Row[] = [
  { means: { joins: "and" }, en: "and|plus|also|as well as|or|nor|n", zh: "和|与|以及|并|并且|且|而且|也|还有|及|跟" },
  { means: { joins: "with" }, en: "with|featuring|including|showing", zh: "带着|伴着|伴随|伴有|伴随着|配合" },
  {
    means: { joins: "then" },
    en: "while|then|but|as|whilst|meanwhile|after|before|when|because|so that|so|just|only|please|thanks|thank you|afterwards|finally|at the same time|simultaneously|though|although|where|instead|next|i want|i would like|i'd like|and then|followed by|until|once|which|that|and also|can you|could you|make sure|making sure|yet",
    zh: "然后|同时|而|但|但是|接着|随后|之后|最后|只|只有|只让|仅|仅仅|仅让|让|使|请|请让|再|随着|当|于是|不过|与此同时|首先|先|希望|我想|想让|随即|紧接着|并让|其中|使得|令|把|将|只是|就|此时|这时|帮我",
  },
  {
    means: { joins: "except" },
    en: "except|except for|apart from|other than|all but|nothing but|besides|aside from",
    zh: "除了|除|除去",
  },
  { means: { joins: "then" }, zh: "以外|之外|外都|外，" },
];

const PLACES: readonly Row[] = [
  {
    means: { places: "amid" },
    en: "in|through|under|amid|amidst|underneath|beneath|inside|throughout|into",
    zh: "在|穿过|穿越|透过|于|走在|站在|坐在",
  },
  {
    means: { places: "at" },
    en: "over|above|on|onto|at|by|beside|near|along|across|behind|below|around|against|between|among|beyond|toward|towards|to|from|past|outside|off|next to|in front of|on top of|out of|upon|for|alongside|reveal|revealing|show|beside|facing|about|of a|following|on the left|on the right|at the left|at the right|on left|on right|in the left|in the right|surrounded by|covered in|covered with|caused by|made by|like|like a|like the|to reveal|to show|like in",
    zh: "飘过|流过|飞过|掠过|漫过|覆盖|笼罩|越过|沿着|从|对着|朝着|打在|落在|洒在|洒向|映在|照在|拍打|撞击|掠向|涌向|流向|飘向|推向|看向|聚焦|露出|展现|展示|靠近|位于|像|如同|仿佛|如|好像|划过|驶过|飘在|停在|走过|跑过|飞越|经过|移向|望向|围绕|环绕|绕着|指向|吹向|来自|到|滑过|吹拂着|推近|推进到|推到|扑向|移到|摇到|移动到|转到|转向|拉到|滴在|打着|映着|照亮|照进|沿",
  },
  {
    means: { places: "behind" },
    zh: "上|中|里|边|旁|旁边|内|间|之中|之间|下方|上方|里面|上面|中间|周围|附近|岸边|前面|后面|边上|上空|深处|面前|背后|左边|右边|左侧|右侧|上的|中的|里的|边的|旁的|左边的|右边的|左侧的|右侧的|下的|下",
  },
  {
    means: { unplaces: true, filler: true },
    en: "make|let|have|get|see|watch|keep|create the effect of|want|giving|give|put|bring|cause|made",
    zh: "有|看到|看见|是",
  },
];

const FILLERS: readonly Row[] = [
  {
    means: { filler: true },
    en: "left and right|back and forth|side to side|from side to side|from left and right|up and down|to and fro|a|an|the|of|is|are|be|being|been|it|its|it's|his|her|their|my|our|your|this|that's|these|those|i|you|me|some|very|really|too|will|would|should|can|could|may|must|do|does|was|were|has|had|there|here|too|all|each|both|much|many|few|while|kind|sort|just|gonna|now|right now|teh|effect|effects|nice|around there|style|pls|plz|thx|ok|okay|hi|hello|first|second|constantly|continuously|steadily|steady|smooth|smoothly|naturally|natural|realistic|realistically|loop|looping|seamless|seamlessly|beautifully|nicely|speed|direction|amount|full|side|frame|screen|image|picture|photo|scene|video|clip|effect of|in place|in the frame|in the picture|in the image|in the photo|in the scene|in the background|in the foreground|in the distance|in the back|in the front|in this picture|in this photo|in this image|as if|at all|ever|again|vibe|vibes|feel|feeling|lol|lmao|omg|fr|ngl|lowkey|tbh|btw|fyi|out|still|set off|we see|we can see|we watch|we look at|one|two|outward|outwards|inward",
    zh: "左右|来回|上下|左右来回|前后|这只|那只|不停|不停地|不息|不止|不已|不断地|的|地|得|了|着|下着|下起|过|一|个|一个|一只|一条|一片|一座|一些|一点|一下|这|那|这个|那个|很|太|非常|十分|特别|有点|些|它|它们|我|你|我们|吧|吗|呢|啊|哦|要|被|给|会|能|可以|都|起来|出来|下来|过来|起|自然|自然地|真实|循环|流畅|效果|感觉|一样|一直|不断|持续|速度|方向|幅度|张|照片|图片|图像|视频|场景|图|片|中间的|可|朵|面|正在|一阵|阵阵|整个|在画面中|在背景中|远处|近处|远处的|近处的|地面|稳定|平稳|平滑|画面中|画面里|图中|照片中|照片里|图片中|背景中|背景里|背景的",
  },
  {
    means: { motion: { manner: "drift" }, scene: true },
    en: "animate|animate it|animate this|make it move|bring to life|to life|come alive|comes alive|come to life|cinemagraph|live photo|living photo|dynamic|cinematic motion|cinematic movement|subtle motion|motion effect|some motion|add motion|add movement|natural movement|living picture|live wallpaper",
    zh: "动态|动起来|活起来|动态效果|动画|动图|实况|动态壁纸|动感|生动",
  },
];

/** The words that hold a sentence together. */
export const GRAMMAR_ROWS: readonly Row[] = [...NEGATION, ...JOINING, ...PLACES, ...FILLERS];
