import type { Row } from "./meaning.ts";

const NOUNS: readonly Row[] = [
  {
    means: { noun: "actor" },
    en: "person|people|man|men|woman|women|girl|boy|child|children|kid|baby|lady|guy|gentleman|couple|crowd|he|she|him|someone|somebody|everyone|figure|character|subject|model|portrait subject|human|dancer|singer|bride|groom|soldier|knight|warrior|king|queen|princess|prince|wizard|witch|monk|farmer|fisherman|student|teacher|doctor|nurse|chef|waiter|waitress|pilot|astronaut|player|athlete|runner|skier|surfer|skater|cyclist|rider|driver|swimmer|pedestrian|audience|mother|father|mom|dad|mum|sister|brother|grandma|grandpa|grandmother|grandfather|friend|family|toddler|teenager|samurai|ninja|pirate|superhero|hero|angel|santa|snowman|robot|cyborg|alien|monster|zombie|ghost|skeleton|dragon|unicorn|dinosaur|mermaid|fairy|demon|elf|goblin|tourist|hiker|climber|police|officer|worker|musician|guitarist|pianist|violinist|drummer|band|actor|actress|boxer|ballerina|traveler|cowboy|villager",
    zh: "人|人物|人们|男人|女人|男孩|女孩|男子|女子|女生|男生|小孩|孩子|儿童|婴儿|宝宝|老人|老爷爷|老奶奶|爷爷|奶奶|妈妈|爸爸|姑娘|少女|少年|美女|帅哥|模特|主角|角色|主体|他|她|他们|她们|大家|新娘|新郎|士兵|骑士|战士|国王|公主|王子|和尚|渔夫|农民|学生|老师|医生|厨师|宇航员|运动员|舞者|歌手|乐手|行人|路人|游客|人群|观众|情侣|机器人|外星人|怪兽|僵尸|恐龙|天使|精灵|圣诞老人|雪人|侠客|仙女|女士|先生|人像|小男孩|小女孩|武士|忍者|演员|选手|渔民|船夫",
  },
  {
    means: { noun: "actor" },
    en: "cat|kitten|kitty|dog|puppy|horse|pony|cow|sheep|lamb|goat|pig|rabbit|bunny|squirrel|fox|wolf|wolves|bear|lion|lioness|tiger|leopard|snow leopard|cheetah|elephant|giraffe|zebra|monkey|gorilla|panda|koala|kangaroo|deer|moose|bird|eagle|hawk|owl|parrot|swan|duck|goose|geese|chicken|rooster|hen|penguin|seagull|gull|crow|pigeon|dove|flamingo|peacock|hummingbird|fish|koi|shark|whale|dolphin|turtle|tortoise|frog|snake|lizard|crocodile|octopus|jellyfish|crab|seal|otter|butterfly|butterflies|bee|dragonfly|ant|spider|insect|beetle|bug|snail|animal|pet|creature|herd|flock|hamster|mouse|mice|rat|camel|donkey|raccoon|hedgehog|bat|sparrow|heron|stag|bull|buffalo|pigeons",
    zh: "猫|小猫|猫咪|狗|小狗|狗狗|马|骏马|白马|牛|奶牛|羊|小羊|绵羊|猪|兔|兔子|小兔子|松鼠|狐狸|狼|熊|狮子|老虎|虎|豹|豹子|雪豹|大象|长颈鹿|斑马|猴子|熊猫|考拉|袋鼠|鹿|小鹿|鸟|鸟儿|小鸟|飞鸟|鸟群|老鹰|鹰|猫头鹰|鹦鹉|天鹅|鸭子|鸭|鹅|鸡|公鸡|企鹅|海鸥|乌鸦|鸽子|白鸽|火烈鸟|孔雀|鱼|锦鲤|金鱼|鱼群|鲨鱼|鲸鱼|鲸|海豚|乌龟|海龟|青蛙|蛇|鳄鱼|章鱼|水母|螃蟹|海豹|蝴蝶|蜜蜂|蜻蜓|蚂蚁|蜘蛛|昆虫|动物|宠物|羊群|牛群|马群|骆驼|仙鹤|白鹭|燕子|大雁|龙|巨龙|凤凰|仓鼠|蝙蝠|大熊猫|麻雀",
  },
  {
    means: { noun: "actor" },
    en: "car|truck vehicle|lorry|bus|taxi|cab|train|tram|subway|metro|bike|bicycle|motorcycle|motorbike|scooter|boat|sailboat|ship|yacht|canoe|kayak|ferry|gondola|raft|plane|airplane|aeroplane|aircraft|jet|helicopter|rocket|spaceship|spacecraft|ufo|vehicle|traffic|tractor|tank|balloon|hot air balloon|kite|carriage|wagon|skateboard|ferris wheel|carousel|merry go round|windmill|wind turbine|turbine|wheel|propeller|gear|clock hand|clock|watch hand|pendulum|fan|fan blade|conveyor|machine|engine|ball|door|gate|elevator|escalator|drawbridge|toy|doll|puppet|volcano|meteor|comet|planet|moon|satellite|crane truck|swing|top|bridge cable car|cable car|tumbleweed|bubble|soap bubble|ink|sand clock|hourglass|hourglass sand|soup|broth|liquid|marble|dice|coin|domino|page|pages|droplet|dew drop|syrup|honey|chocolate|searchlight",
    zh: "汽车|轿车|跑车|车|车子|车辆|车流|卡车|公交车|公共汽车|出租车|火车|列车|高铁|地铁|电车|自行车|单车|摩托车|电动车|船|小船|帆船|轮船|渔船|游船|游艇|货船|竹筏|木筏|皮划艇|飞机|直升机|火箭|飞船|飞碟|气球|热气球|风筝|马车|摩天轮|旋转木马|风车|风力发电机|风扇|车轮|轮子|齿轮|时钟|指针|秒针|钟摆|秋千|木偶|玩具|火山|流星|彗星|星球|地球|行星|月亮|爆竹|鞭炮|缆车|大门|门|陀螺|坦克|水车|气泡|泡泡|肥皂泡|墨水|墨汁|沙漏|汤汁|汤|液体|骰子|硬币|书页|水珠|露珠|糖浆|蜂蜜",
  },
  {
    // Named, they are asked for: there is no such thing that stands still.
    means: { noun: "actor", event: true },
    en: "firework|fireworks|explosion|avalanche|meteor shower|shooting star|stampede|earthquake|tornado|eruption",
    zh: "烟花|烟火|礼花|烟花秀|流星雨|雪崩|龙卷风|地震",
  },
  {
    means: { noun: "actor" },
    en: "eye|eyes|eyelid|head|hand|finger|arm|leg|foot|feet|mouth|lip|lips|face|tail|wing|ear|ears|paw|shoulder|body|tongue|eyebrow|expression|nose|neck|muscle|skull|whisker|whiskers",
    zh: "眼睛|双眼|眼皮|头|头部|手|手臂|双手|手指|胳膊|腿|脚|嘴|嘴巴|嘴唇|嘴角|脸|脸部|面部|表情|尾巴|翅膀|耳朵|爪子|肩膀|身体|舌头|眉毛|鼻子|双臂|身子|脑袋",
  },
];

const ACTIONS: readonly Row[] = [
  {
    means: { action: "acts" },
    en: "smile|smiling|laugh|giggle|grin|cry|weep|sob|talk|speak|say|sing|shout|scream|yell|whisper|chat|walk|walking|stroll|march|jog|sprint|jump|leap|hop|skip|crawl|climb up|gallop|trot|chase|swim|dive|surf|ski|skate|ride|riding|drive|driving|sail|row|paddle|park|fly away|take off|nod|wink|blink|kiss|hug|embrace|cuddle|clap|cheer|applaud|bow|salute|greet|wave hello|wave goodbye|wave at|waving at|wave hand|wave his|wave her|wave their|waving his|waving her|point at|gesture|shrug|sneeze|yawn|cough|eat|chew|drink|sip|bite|lick|sniff|bark|meow|purr|roar|howl|wag|wagging|flap|peck|graze|cook|stir|pour coffee|pour tea|pour wine|type|paint|draw|drawn|write|dance|dancing|twirl|pirouette|spin kick|kick|punch|fight|attack|charge|shoot|throw|catch|grab|pick up|stand up|stands up|sit down|sits down|get up|wake up|fall asleep|lie down|stretch|exercise|workout|perform|turn to look|turn his|turn her|turn its|turn their|turn around|turn and|look at each other|glance|stare back|open his|open her|open its|open their|close his|close her|close its|close their|opens eyes|raise his|raise her|raise its|raise their|lift his|lift her|lift its|move his|move her|move its|move their|spread its|shake his|shake her|shake its|tilt his|tilt her|tilt its|lip sync|react|interact|wander|explore|hunt|pounce|knead|play with|play guitar|play piano|play the|playing|wrestle|run away|running around|enter the|leave the|exit the|unfold|assemble|collapse|explode|erupt|crumble|shatter|crash into|break|pour|serve|feed|work|build|knit|sew|dig|plant seed|wiggle|flirt|pose|strut|chop|juggle|lunge|galloping|flapping|hover around|fetch|dab|moonwalk|breakdance|comes alive and|come to life and|pucker|frown|gasp|swing his|swing her|swing sword|wield|blow a kiss|blow kiss|blows a kiss",
    zh: "微笑|笑|大笑|露出笑容|笑起来|笑了|哭|流泪|哭泣|说话|讲话|开口|开口说话|说|唱歌|唱|喊|叫|尖叫|走|走路|行走|散步|走动|走过|走来|走向|漫步|跑|奔跑|跑步|奔驰|跑起来|跑过|跳|跳跃|跳舞|跳起来|跳起|起舞|舞蹈|爬|爬行|攀爬|游泳|游|游动|游来游去|潜水|滑雪|滑冰|冲浪|骑|骑车|骑马|开车|行驶|驶过|驶来|驶向|驶离|开过|开过来|开走|开来|疾驰|飞驰|航行|划船|划过|划桨|起飞|降落伞|飞翔|飞走|展翅|展翅高飞|振翅|扇动翅膀|拍打翅膀|点头|摇头|转头|回头|扭头|抬头看|眨眼|眨眼睛|眨|闭眼|睁眼|睁开|睁开眼睛|亲吻|接吻|拥抱|抱住|鼓掌|欢呼|鞠躬|敬礼|挥手|招手|打招呼|挥动|挥舞|伸手|举手|抬手|握手|打哈欠|打喷嚏|伸懒腰|吃|喝|咬|舔|嚼|啃|摇尾巴|做饭|炒菜|打字|写字|画画|弹琴|弹吉他|弹钢琴|演奏|打架|战斗|打斗|攻击|射击|踢|投掷|扔|抓|抓住|站起来|站起|坐下|起身|起床|醒来|转身|转过身|看向镜头|看向|望向|张嘴|张开嘴|张开|玩耍|玩|嬉戏|打滚|追逐|追|扑|觅食|捕猎|爆炸|喷发|倒塌|崩塌|破碎|表演|健身|锻炼|做动作|对口型|活过来|复活|撒娇|练功|舞剑|打拳|拔剑|抽烟|荡秋千|撑伞走|洗|倒茶|倒酒|倒咖啡|奔腾|翩翩起舞的人|举起|放下|拿起|捡起|飞来飞去|走进|走出|进来|离开画面|跃起|嘶吼|咆哮|吼叫|皱眉|甩头|梳头|撩头发|拨头发|拨|撩|抚摸|抖|比心|比耶",
  },
  {
    means: { action: "moves" },
    en: "run|fly|move|turn|wave|waving|rise|play|look|spin|swing|roll|go|come|step|rotate|turning|shake|follow|pass|travel|cross|approach|stop|start|open|close|raise|lift|lower|lean|bend|slide|glide|soar|climb|circle|reach|drop|push|pull|circle around|move around|moving|hover|float|drift|bob|rock|bounce|arrive|race|rush|zoom|dash|speed|gesturing|flutter|twitch|tremble|shiver|land|launch|swerve|back away|sway|perch up|revolve|tick|walk toward|spiral|orbit|dangle|flit|speeding|read|mend|weave|stitch|carve|clean|wash|brush|comb|repair|pray|meditate|whistle|hum|knock|deliver|carry|shuffle|skateboard|buzz|streak|streak by|whiz|whizz|whoosh by|cruise|scurry|flick|flip|boil|bubble up|speed by|speed past|speeding by|zoom by|zip by|race by|rush by|rush past|race past|land on|emerge|vanish|leave|enter|depart|spins|struggle|burst|head",
    zh: "飞|飞过|飞行|飞来|飞舞|动|动起来|移动|转|旋转|转动|转起来|摇|摇摆|摇晃|摆动|晃|晃动|漂|漂浮|漂流|滑|滑行|上升|升起|升空|下降|落下|来|去|经过|穿过|穿行|掠过|盘旋|游过|滚|滚动|打开|关上|活动|扭动|颤抖|发抖|靠近|前进|后退|动一动|动动|冲|摇动|抖动|看|运动起来|蹦|站|追赶|盛开|打转|飘荡|飘|漂动|漂荡|划动|穿梭|川流不息|走秀|织布|缝|读|念|刷|扫地|修理|祈祷",
  },
  {
    means: { action: "grows" },
    en: "bloom|blooming|blossom open|blossoming|sprout|grow|growing|wilt|wither|open its petals|opens its petals|open their petals|unfurl|germinate|open up its petals|melt|freeze over|age|ages|aging|come into bloom|burst into bloom|hatch|petals open|petal opening|opening petals|flower opening|ripen",
    zh: "绽放|盛开|开花|开放|凋谢|凋零|枯萎|发芽|生长|长出|长大|变老|变年轻|融化|结冰|成长|成熟|破土|含苞待放|花开|花开花落|孵化|结果",
  },
  {
    means: { action: "edits" },
    en: "morph|transform|transforms into|turn into|turns into|turning into|become|change into|change the|changes into|replace|remove|delete|erase|swap|convert|colorize|recolor|restyle|change color|change colour|change background|dissolve into|switch to|change clothes|change outfit|undress|take off the|take off her|take off his|make it look like|evolve into|rack focus|rack focusing|focus pull|pull focus|pulling focus|focus shift|shift focus|shift of focus|shifts focus|change focus|focus racks|refocus|dutch angle|dutch tilt|canted angle|tilted horizon|roll the camera|camera roll|camera rolls|barrel roll|roll clockwise|roll counterclockwise|spin the camera|camera spins|tilt shift|bullet time|speed ramp|speed ramping|split screen|match cut|jump cut|cut to|smash cut|crossfade to|wipe to|mirror effect|kaleidoscope|glitch effect|come into focus|comes into focus|go out of focus|goes out of focus|sound|sounds|audio|music|birdsong|soundtrack|background music|voiceover|voice over|narration|sound effects|sfx|subtitle|subtitles|caption|shapeshift|teleport",
    zh: "变成|变身|变形|变为|化作|化为|变换成|替换|换成|去掉|去除|删除|移除|改成|换上|脱下|换背景|更换|转变成|变化成|幻化|换脸|换装|脱掉|变作|焦点从|焦点由|焦点转移|焦点移|焦点转|移焦|转焦|拉焦|对焦从|变清晰|变模糊|清晰起来|模糊起来|荷兰角|倾斜镜头|镜头翻滚|镜头滚转|翻转镜头|镜头翻转|画面翻转|移轴|子弹时间|变速|分屏|跳切|转场|切换到|切到|故障效果|音乐|背景音乐|音效|配乐|配音|声音|旁白|字幕",
  },
  {
    means: { action: "adds" },
    en: "put a|put an|place a|place an|add|appear|appears|appearing|disappear|insert|create|generate|spawn|materialize|show up|pop up|pops up|summon",
    zh: "出现|添加|加上|加入|增加|消失|显现|生成|冒出|浮现|加|涌现",
  },
];

/** Who acts, and the acts that no warp of a still picture can show. */
export const ACTOR_ROWS: readonly Row[] = [...NOUNS, ...ACTIONS];
