"""In what form a thing is wanted: 表格, 材料, 照片, 截图, 盖章件, 视频, 接龙, 系统填报."""

import re

from bot.domain.reading import Format, Kind
from bot.reading.wanted.named import APP, SHARED
from bot.reading.wanted.refused import without_refused

# What stands in a clause where something is handed in.
_HAND = re.compile(
    r"报(?!告[^送表]|警|名(?!表)|备案|销|纸|道|刊|社|考|到)|交(?!通|警|流|界|底|办|易|叉|班|替|"
    r"谈|待)|(?<!宣)[发送传](?!现|展|生|放|布会|达|染|统)|"
    r"填|附(?!近)|提供|准备|备[齐好]|带(?!头|领|动|队|班)|写|形成|撰写|整理|留存|归档|给我|拿来|"
    r"收(?!听|看|割|购|获|费)|拍|做一?[份张]|列|要|造"
)
_TABLE = re.compile(
    r"(?<![代外手仪发水电图课钟气图怀])表(?![彰现示态扬演达面明率层格化皮决率]|白[^格])|表格|"
    r"[Ee][Xx][Cc][Ee][Ll]|xlsx?|一户一表"
)
# A table that is only looked at, or long there: 见附表, 按时间表, 课程表.
_ONLY_SEEN = re.compile(
    r"(?:时间|日程|议程|课程|作息|座次|座位|行程|流程|公示|进度|价目|节目)安?排?表|"
    r"(?:详?见|看|查看|参照|参考)[^,。;!\n]{0,8}表|表(?:[里上]都?[有写填]|已(?!经?填)|刚|在群|"
    r"都?收齐|如下|头不)|"
    r"[一-龥]{0,4}表(?:箱|计|前|后(?:线|管))"
)
# A slip with fields is a form to fill in; one that is only signed is none.
_SLIP = re.compile(
    r"填[写好报]?[^,。;!\n]{0,6}回执(?!上)(?:单|表)?|回执(?:单|表)?(?:\(|:|包括|含|写明|注明)"
)
_WRITES = re.compile(r"填|报(?!告)|交|做|造|列|补")
_DOCUMENT = re.compile(
    "(?=[一三两书二五交会佐体保信写几出协卷反发另台四培复委实小工影征心总情感承报授"
    r"放整方材案汇活申百稿简纪自观计记证说读责采附预\d])(?:"
    r"(?<![以上所有述])(?<!纸质)材料(?!价|费|款|钱)|"
    r"(?<![零日周月旬季年气])(?<!统计)报告(?=[^,。;!\n]{0,10}(?:[报交发送]|一份|$|[,。;!、)]))|"
    r"总结(?!会|大会)|方案|情况说明|说明材料|(?:写|附|交|报|出|"
    r"另)[^,。;!\n明]{0,6}说明(?=[,。;!\s]|$|报|交|给|盖|签|扫|发|送)|感想|观后感|"
    r"(?<!零)汇报(?:材料|稿)|预案|申请书|申请表?材料|承诺书|责任[书状]|协议书?|复印件|影印件|"
    r"证明(?!人)|佐证|心得|体会|(?:放弃|自愿|保证|授权|委托)书|简历|[一二两三四五\d](?:至[两三四五\d])?篇(?!目)|百来字|"
    r"[几两三]百字|小结|反思|读后感|读书笔记|自查[^,。;!\n报]{0,4}报告|简报|信息稿|"
    r"稿[件子]|征文|发言稿|台本|案例|会议记录|记录本|纪要|案卷|卷宗|计划书|(?:工作|活动|实施|"
    r"培训|采购|整改)计划|书面(?!通知|零)"
    ")"
)
_DONE = re.compile("已经?(?:报|交|发|收|写)")
_PLANS = re.compile(
    r"(?:根据|按照?|依据|参照|落实|结合|对照|见)[^,。;!\n]{0,20}(?:方案|预案|总结|报告|计划)|"
    r"(?:编制|制定)[^,。;!\n]{0,14}(?:方案|预案|规划|计划)(?=需|要用)"
)
_PHOTO = re.compile(
    r"照片(?!墙)|相片|拍[张个几]?照(?!明)|图片|合影|合张影|(?:现场|前后|对比|近|登记|证件|一寸|"
    r"两寸|全身|门头|首页|特写|远景|整改)照(?!旧)|一[一-龥]一照|配图|"
    r"(?<![驾参按依对遵关拍光日查护牌执证映])(?!营业|按照|"
    r"依照)[一-龥]{2}(?<![驾参按依对遵关拍光日查护牌执证映])照(?=[、,。;!\s\d]|$)|"
    r"拍[^,。;!\n]{0,6}对比|(?<![航偷抢自翻球])拍(?![卖板手摄打]|视频|[段个条一]*[短小]?视频|"
    r"录)[^,。;!\n视]{2,10}(?:发|传|给|晒|交|报)|"
    r"现场图|对比图|影像资料|拍(?:给我|来|下来|清楚?|发|上来|[几两三四一\d]张)|[发晒]图|晒照|图文|"
    r"水印相机|[几两三四一\d]张(?:照|图)|传图|带图|附图"
)
_SCREEN = re.compile(r"截[图屏]|截个[图屏]")
_STAMPED = re.compile(
    "(?=[一亲公协原双手打承按摁盖签红纸责])(?:"
    r"盖(?:公|村委会?|单位|党委|党支部)*章|[公签]章|盖(?:了|上|好)章|签字|签了字|签名|签章|"
    r"签[^,。;!\n]{0,4}《[^》\n]{0,20}(?:书|状|协议)》|手签|双签|亲笔签|[按摁]手印|(?:承诺书|"
    r"责任[书状]|协议书?)[^,。;!\n]{0,8}签(?!收|到)|纸质|原件|"
    r"红章|手写版|打印(?:版|件|出来|一式|后)|"
    r"一式[两二三四五\d]份"
    ")"
)
# Signed by those who are counted, or by whoever receives: no paper is handed in by them.
_NOT_STAMPED = re.compile(
    r"签[字名](?:领|活动|仪式|墙|笔)|[看查验]原件|原件(?:备查|核对|查验|自?[留存])"
)
_VIDEO = re.compile(
    "(?=[交传发小录拍短视附])(?:"
    r"(?<![观收看学短听转放])(?:短|小)?视频(?!会|调度|连线|监控|号|培训|推进|形式|会议|接|教程|"
    r"点名|系统|巡|通话|参|收看|直播|分会)|"
    r"录像|录个像|(?:拍|录|传|发|交|附)[^,。;!\n]{0,6}视频(?!会|号|调度|连线)"
    ")"
)
_WATCHED = re.compile(
    r"(?:观看|收看|学习|转发|点赞|播放|监控|看)[^,。;!\n]{0,14}视频|视频(?:会|调度|连线|监控|号|"
    r"培训|推进|形式|教程|点名)"
)
_CHAIN = re.compile("接龙")
_WHERE = r"(?:系统|平台|小程序|[Aa][Pp][Pp]|直报网|网上办事大厅|信息网|后台|模块)"
_IN_SYSTEM = re.compile(
    rf"{_WHERE}[^,。;!\n]{{0,10}}(?:填|报(?!名)|录|传|更新|提交|登记|申报|维护|核对|勾选|截|"
    rf"关[闭网]|关门|点[完结])|"
    rf"(?:录入|导入|(?<!宣)传|填[入进写报]|录[进到]|维护|更新|登录|提交|推送|补录|"
    rf"录)[^,。;!\n]{{0,14}}{_WHERE}|"
    r"(?:网上|线上|在线|网络)(?:填报|申报|直报|填写|提交|报送|录入|上报)|(?:扫码|"
    r"扫[描]?[^,。;!\n]{0,8}码)[^,。;!\n]{0,6}(?:填|报(?!名处)|登记|录)|"
    r"(?:填|做|答)[^,。;!\n]{0,6}问卷|问卷[^,。;!\n]{0,6}填|系统(?:录入|填报|直报|上报)|"
    r"(?:录[入进]?|传|报|进)系统|关网|"
    r"(?:点|戳)[^,。;!\n]{0,8}链接[^,。;!\n]{0,6}(?:填|报)|"
    rf"(?:在|用|使用|通过|登录|打开|进入|传到?|录[到入]?|上)[^,。;!\n]{{0,8}}(?:{APP}|"
    rf"{_WHERE})(?:里|上|中|端)?[^,。;!\n]{{0,4}}"
    r"(?:打卡|签到|打点|完成|自助|自行|缴|办理|预约|认证|学完|答题|点评|巡)|"
    r"(?:签到|打卡|填报|上报|巡[河查护林田])[^,。;!\n]{0,2}(?:用|走|上|一律在|"
    r"在)[^,。;!\n]{0,6}(?:小程序|[Aa][Pp][Pp]|系统|平台)|"
    rf"(?:录[到入进]?|(?<!宣)传[到至]?|填[到入进]?){APP}(?=里|上|中|[,。;!\s]|$)|"
    rf"(?:^|(?<=[,。;:!?\n]))[一-龥]{{1,10}}系统(?:里|上|中)[^。!\n]{{0,30}}(?:录完|补录|录入|填完|"
    rf"补齐|录齐|更新|销号|办结)"
)
# A shared table is a table by itself.
_ONLINE = re.compile(
    rf"{SHARED}(?:里|上|中)?[^,。;!\n]{{0,8}}(?:填|写(?!明)|录|登记|更新)|"
    rf"(?:填[到进在入]?|录[到进入]?)[^,。;!\n]{{0,6}}{SHARED}"
)
# What others enter, and what is only said of a system: 采集员当场录系统, 与系统数据不符.
_NOT_IN_SYSTEM = re.compile(
    r"[一-龥]员(?:上门)?(?:当场|现场|帮忙?|代为?|统一|会|来|负责)[^,。;!\n]{0,4}(?:录|填)[^,。;!\n]{0,6}|"
    rf"{_WHERE}(?:数据?|显示|提示|自动|里?查到|导出|反馈|预警)[^,。;!\n]{{0,8}}"
)
_CUT = re.compile(r"[,。;!?\n]")
_ASKED = frozenset({Kind.REPORT, Kind.CHECK_IN, Kind.TASK, Kind.PROMOTION})


def forms_in(text: str, kind: Kind) -> tuple[Format, ...]:
    """The forms in which an ask of normalised ``text`` is to be answered, in their own order."""
    return _told(without_refused(text), kind)


def _told(plain: str, kind: Kind) -> tuple[Format, ...]:
    found = {form for form, holds in _HOLDS if holds(plain, kind)}
    return tuple(form for form in Format if form in found)


def refused_in(text: str, kind: Kind) -> frozenset[Format]:
    """The forms that a normalised ``text`` takes back: 不用盖章了."""
    return frozenset(_told(_kept_out(text), kind)) - frozenset(forms_in(text, kind))


def _kept_out(text: str) -> str:
    return "".join(a for a, b in zip(text, without_refused(text), strict=True) if a != b)


def _clauses(text: str, pattern: re.Pattern[str]) -> list[str]:
    """The clauses in which something is found, each with the one beside it."""
    if not pattern.search(text):
        return []
    parts = _CUT.split(text)
    return [part for part in parts if pattern.search(part)]


def _table(text: str, kind: Kind) -> bool:
    if kind is not Kind.INFO and _SLIP.search(text):
        return True
    plain = _ONLY_SEEN.sub(";", text)
    if not _TABLE.search(plain):
        return False
    if kind in _ASKED:
        return bool(_WRITES.search(plain)) or kind is Kind.REPORT
    return any(_HAND.search(one) for one in _clauses(plain, _TABLE))


def _document(text: str, kind: Kind) -> bool:
    if kind is Kind.INFO:
        return False
    found = _clauses(_PLANS.sub(";", text), _DOCUMENT)
    found = [one for one in found if not _DONE.search(one)]
    return any(_HAND.search(one) for one in found) or (kind is Kind.REPORT and bool(found))


def _photo(text: str, kind: Kind) -> bool:
    return kind is not Kind.INFO and bool(_PHOTO.search(text))


def _screen(text: str, kind: Kind) -> bool:
    return kind is not Kind.INFO and bool(_SCREEN.search(text))


def _stamped(text: str, kind: Kind) -> bool:
    return kind is not Kind.INFO and bool(_STAMPED.search(_NOT_STAMPED.sub(";", text)))


def _video(text: str, kind: Kind) -> bool:
    plain = _WATCHED.sub(";", text)
    if kind is Kind.PROMOTION:
        # A film that is voted for is not wanted.
        return any(_HAND.search(one) for one in _clauses(plain, _VIDEO))
    return kind is not Kind.INFO and bool(_VIDEO.search(plain))


def _chain(text: str, kind: Kind) -> bool:
    return kind is not Kind.INFO and bool(_CHAIN.search(text))


def _system(text: str, kind: Kind) -> bool:
    online = _ONLINE.search(text)
    if online and not _table(text, kind):
        return True
    return kind in _ASKED and bool(_IN_SYSTEM.search(_NOT_IN_SYSTEM.sub(";", text)))


_HOLDS = (
    (Format.TABLE, _table),
    (Format.DOCUMENT, _document),
    (Format.PHOTO, _photo),
    (Format.VIDEO, _video),
    (Format.SCREENSHOT, _screen),
    (Format.STAMPED, _stamped),
    (Format.CHAIN, _chain),
    (Format.IN_SYSTEM, _system),
)
