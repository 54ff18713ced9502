import type { CameraType } from "@kinora/contract";
import type { CameraMove, Meaning, Row } from "./meaning.ts";

const move = (name: CameraMove, type?: CameraType): Meaning => ({
  camera: type === undefined ? { move: name } : { move: name, type },
});
const loose = (name: CameraMove, type?: CameraType): Meaning => ({
  camera: type === undefined ? { move: name, loose: true } : { move: name, type, loose: true },
});

const NOUNS: readonly Row[] = [
  {
    means: { noun: "camera" },
    en: "camera|cam|camera movement|camera motion|camera move|camera work|viewpoint|point of view|pov|lens|drone|we",
    zh: "镜头|相机|摄像机|摄影机|机位|视角|运镜|视线|无人机|鏡头",
  },
];

const IN_AND_OUT: readonly Row[] = [
  {
    means: move("dolly", "dolly_in"),
    en: "push in|push into|push toward|push towards|push forward|pushing in|push closer|dolly in|dolly into|dolly forward|dolly toward|dolly towards|track in|track forward|tracking forward|close in on|closing in on|creep closer|push|pushin|flythrough|flyover|zoom and push in|parallax|parallax effect|3d effect|3d parallax|2 5d|depth effect|drone shot|drone footage|aerial shot|fpv|fpv shot|follow shot|following shot|steadicam|truck in|one take|long take",
    zh: "推镜头|推进|推近|由远及近|由远到近|由远而近|前推|推入|推镜|向前推|往前推|推向|镜头推|推轨|靠近|逼近|拉近|向前移动|往前移动|向前移|向前飞|向前飞行|前进|向前推进|推上去|视差|视差效果|三维效果|立体效果|跟拍|跟随|跟镜头|航拍镜头|穿越镜头|慢推|缓推|向里推|往里推|推到|拉进|拉进来|镜头拉进|镜头拉近|一镜到底|长镜头",
  },
  {
    means: move("dolly", "dolly_out"),
    en: "reverse dolly|reverse tracking shot|pull back|pull out|pull away|pulling back|dolly out|dolly back|dolly backward|dolly away|track out|track back|push out|push back|pullback|pull outward|truck out|widen",
    zh: "拉远|由近及远|由近到远|由近而远|后拉|拉镜头|拉出|拉开|向后拉|往后拉|后退|远离|镜头拉|拉镜|向后移动|往后移动|后移|向后退|缓拉|慢拉|向外拉|往外拉|退后|退远",
  },
  { means: { ...move("dolly") }, en: "dolly|dolly shot|dolly move|tracking shot|track shot" },
  {
    means: move("zoom", "zoom_in"),
    en: "zoom in|zoom into|zoom on|zoom to|zoom toward|zoom towards|zoomin|zooming|magnify|enlarge|ken burns|ken burns effect|close up on|zoom closer",
    zh: "放大|变焦推近|变焦推进|变焦|变焦推|拉近焦距|聚焦到|镜头放大|推焦",
  },
  {
    means: move("zoom", "zoom_out"),
    en: "zoom out|zoomout|zoom back|zoom away",
    zh: "缩小|变焦拉远|变焦拉出|变焦拉|镜头缩小",
  },
  { means: move("zoom"), en: "zoom" },
  {
    means: { ...move("zoom"), speed: 1.8 },
    en: "crash zoom|snap zoom|whip zoom|smash zoom|punch in",
    zh: "急推变焦|快速变焦",
  },
];

const shy = (name: CameraMove, type?: CameraType): Meaning => ({
  camera: type === undefined ? { move: name, shy: true } : { move: name, type, shy: true },
  motion: { manner: "drift" },
  action: "moves",
});

const UNLESS_ANOTHER_DOES_IT: readonly Row[] = [
  {
    means: { ...shy("dolly", "dolly_in"), places: "amid" },
    en: "creep in|fly in|fly through|fly over|fly into|pull in|ease in|glide in|glide through|glide over|drift in|move inward|slide in|move in|go in|come in|move into|move through|travel through",
  },
  {
    means: shy("dolly", "dolly_in"),
    en: "travel forward|fly forward|move in closer|get closer|getting closer|go closer|come closer|move closer|moving closer|inch closer|walk toward|move forward|go forward|come forward",
  },
  {
    means: shy("dolly", "dolly_out"),
    en: "back away|back off|move away|moving away|move back|move backward|move backwards|retreat|step back|drift back|fly back|fly away|fly backward|ease out|move out|go back|drift away",
  },
  {
    means: shy("orbit", "orbit"),
    en: "circle around|rotate around|revolve around|spin around|move around|go around|swing around|fly around|travel around|pivot around|sweep around|glide around|revolve",
  },
  { means: shy("pan"), en: "sweep" },
  { means: { ...shy("pan"), action: "acts" }, en: "look around", zh: "环顾" },
];

const ACROSS: readonly Row[] = [
  {
    means: move("pan"),
    en: "pan|panning shot|pan shot|panning|truck|sideways|sideway|lateral move|side scroll|lateral|slide the camera|track sideways|dolly sideways|panoramic sweep",
    zh: "平移|横移|摇镜头|摇镜|横摇|平摇|移镜头|横向移动|扫过|移摄|摇摄|水平移动|横扫",
  },
  { means: { ...move("pan"), speed: 2 }, en: "whip pan|swish pan", zh: "甩镜头|甩镜" },
  {
    means: move("pan", "pan_left"),
    en: "dolly left|track left|truck left|slide left|pan left|panleft|tracking left|lateral left|move left camera",
    zh: "左移|左摇|左平移|向左平移|往左平移|向左摇|往左摇|左横移|从右往左摇|从右向左摇|从右到左摇",
  },
  {
    means: move("pan", "pan_right"),
    en: "dolly right|track right|truck right|slide right|pan right|panright|tracking right|lateral right",
    zh: "右移|右摇|右平移|向右平移|往右平移|向右摇|往右摇|右横移|从左往右摇|从左向右摇|从左到右摇",
  },
  {
    means: move("tilt", "tilt_up"),
    en: "tilt up|tilt upward|tilt upwards|look up|pan up|pan upward|pan upwards|tilting up|angle up",
    zh: "上摇|向上摇|往上摇|摇上|抬头|仰起|向上仰|上仰|抬起镜头|镜头抬起|向上抬|抬升视角|仰视镜头",
  },
  {
    means: move("tilt", "tilt_down"),
    en: "tilt down|tilt downward|tilt downwards|look down|pan down|pan downward|pan downwards|tilting down|angle down",
    zh: "下摇|向下摇|往下摇|摇下|低头俯视|下俯|向下俯|向下俯瞰",
  },
  { means: move("tilt"), en: "tilt|tilting shot", zh: "俯仰|纵摇|垂直摇|竖摇" },
];

const AROUND: readonly Row[] = [
  {
    means: move("orbit", "orbit"),
    en: "orbit|orbital|arc|arc shot|arc around|360|360 degree|360 spin|turntable|orbiting shot|wrap around|rotating camera",
    zh: "环绕|围绕|绕着|环绕拍摄|旋转镜头|弧形|弧线|绕拍|环拍|环绕运镜|环绕镜头|绕圈|盘旋|360度|转圈|环形|绕行|围着",
  },
  {
    means: move("crane", "crane_up"),
    en: "crane up|crane shot up|crane shot going up|pedestal up|boom up|jib up|crane upward|rise up camera|crane rise|drone rise|lift up the camera|elevate",
    zh: "升镜头|镜头升起|拉升|向上升起|摇臂上升|摇臂向上|升起镜头|升降上升|上移|往上移|向上移|向上升|往上升",
  },
  {
    means: move("crane", "crane_down"),
    en: "crane down|crane shot down|crane shot going down|pedestal down|boom down|jib down|crane downward",
    zh: "降镜头|镜头降下|摇臂下降|摇臂向下|降落镜头|下移|往下移|向下移|向下降|往下降",
  },
  {
    means: move("crane"),
    en: "crane|crane shot|pedestal|boom shot|jib|jib shot|pedestal shot",
    zh: "升降|升降镜头|摇臂|升降机",
  },
];

const HELD_OR_FIXED: readonly Row[] = [
  {
    means: move("handheld", "handheld"),
    en: "handheld|hand held|shaky|shaky cam|camera shake|shaking camera|handheld camera|handheld shot|handheld shake|wobbly camera|shake the camera|hand held camera|vlog style|found footage|documentary style",
    zh: "手持|手持镜头|手持拍摄|手持感|手持摄影|镜头抖动|镜头晃动|镜头轻微晃动|抖动镜头|晃动镜头|手持晃动|呼吸感镜头",
  },
  {
    means: move("static", "static"),
    en: "static camera|static shot|static|locked off|locked|locked down|lock off|fixed camera|fixed shot|still camera|tripod|stationary camera|stationary|camera fixed|camera static|camera still|camera stays still|camera stationary|fixed|lock the camera|motionless camera|camera locked|steady shot|still shot|fixed lens|fixed angle|fixed frame|static frame|hold the camera|hold the shot|freeze the camera|fixed position|static view",
    zh: "固定镜头|固定机位|静态画面|静止画面|固定画面|镜头固定|机位固定|定机位|三脚架|静态镜头|镜头静止|静止镜头|镜头不动|机位不动|相机不动|固定相机|相机固定|固定视角|视角固定|镜头保持不动|镜头保持静止|镜头保持固定|锁定镜头|镜头锁定|定镜|固定|静止的镜头|固定的镜头|固定摄像机|镜头稳定",
  },
  {
    means: move("vertigo", "vertigo"),
    en: "vertigo|vertigo effect|vertigo shot|dolly zoom|dolly zooming|zolly|hitchcock zoom|hitchcock|hitchcock effect|trombone shot|contra zoom|jaws shot|push pull zoom|dollyzoom|vertigo zoom",
    zh: "希区柯克|希区柯克变焦|滑动变焦|推拉变焦|眩晕效果|眩晕镜头|眩晕变焦|移动变焦|伸缩变焦",
  },
];

const WHEN_THE_CAMERA_DOES_IT: readonly Row[] = [
  {
    means: loose("crane", "crane_up"),
    en: "rise|ascend|lift|climb|soar|raise",
    zh: "升|上升|升高|升起|抬高|往上|缓升",
  },
  { means: loose("crane", "crane_down"), en: "descend|lower|sink", zh: "降|下降|降低|落下|降落" },
  { means: loose("orbit", "orbit"), en: "circle|rotate|spin|around|turn", zh: "旋转|转动|转|绕" },
  {
    means: loose("dolly", "dolly_in"),
    en: "approach|advance|forward|forwards|closer|toward|towards|follow|track|into",
    zh: "推|前移|飞过|掠过|穿过|飞行|走近|飞越|穿越|飞入|深入|向前|往前",
  },
  { means: loose("dolly", "dolly_out"), en: "backward|backwards|away|back", zh: "拉|飞离|离开|向后|往后" },
  {
    means: loose("handheld", "handheld"),
    en: "shake|wobble|tremble|jitter|bob|bounce",
    zh: "晃|晃动|抖|抖动|摇晃|颤动|抖动感",
  },
  { means: loose("pan"), en: "slide|sweep|glide|drift|strafe", zh: "移" },
  { means: loose("tilt"), zh: "摇" },
];

/** Camera moves. Loose ones count only when the camera is what the clause speaks of. */
export const CAMERA_ROWS: readonly Row[] = [
  ...NOUNS,
  ...IN_AND_OUT,
  ...UNLESS_ANOTHER_DOES_IT,
  ...ACROSS,
  ...AROUND,
  ...HELD_OR_FIXED,
  ...WHEN_THE_CAMERA_DOES_IT,
];
