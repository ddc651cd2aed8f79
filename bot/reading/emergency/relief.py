"""Words of relief after any danger: 险情排除, 三个人平安, 五点恢复供水, 桥放行了, 蜂窝摘走了."""

import re

from bot.reading.emergency.all_clear import goes_on
from bot.reading.emergency.signs import names_grave_danger

_LONGEST = 160
_DONE = "(?:了|啦|喇|咗|完毕|(?=[,。;!]|$))"
_WHO = (
    "(?:人员?|群众|居民|村民|住户|乡亲|老人|学生|师生|娃娃?|孩子?|娃儿|业主|商户|店铺|家长|渔民|工人|"
    "[大小]家|小船|渔船|[一二两三四五六七八九十几][个名位户口])"
)
# 已经在河边找到了, 小宝找到了; but 手机找到了, 牛找到了 is no end of a search for anybody.
_NO_THING = (
    "(?!(?:他|她)?的?(?:鞋|衣|帽|裤|[书挎背钱]?包|手?机|电话|表|车|伞|钥匙|证|身份证|猫|狗|牛|羊|猪|鸡|鸭|马|东西|线索|监控|电脑|U盘|文件|材料|钱))"
    "(?:(?:已经?|人)?在[^,。;!?]{1,6}|[^,。;!?]{0,4})"
)
# What leaves no question that all is well, whatever it was.
_SURE = re.compile(
    "(?<![访调矛诈])(?:险情|(?:^|[,。;!])(?:所有|全部)?隐患|危险|警情)[^,。;!?]{0,6}(?:排除|解除|消除)|脱险|虚惊|"
    "(?:^|[,。;!])(?:现在|都|全|已经?)?(?:[冇没]事|[没莫]得事)[了啦喇](?![^,。;!?])|警报解除|"
    rf"(?:{_WHO}[^,。;!?]{{0,6}}|[栋楼幢元组]|(?:^|[,。;!])(?:都|就|大家)?)(?:可以?|能|有序|陆续)[^,。;!?]{{0,4}}"
    "(?:返回|返家|返村|返岗|回家|回屋|回去|搬回)(?![^,。;!?]{0,4}[取拿收喂看])"
)
# Who was in danger no longer is: it ends what told of them.
_PEOPLE = re.compile(
    rf"{_WHO}[^,。;!?]{{0,8}}(?:救|挖|抬|拉|背|接|抱|捞|放)(?:出|下|上)来(?:了|啦|喇|咗)|"
    rf"{_WHO}(?:都|全|也|已经?){{0,2}}(?:走|出|下|上)来(?:了|啦|喇|咗)|得救了|"
    rf"{_WHO}[^,。;!?]{{0,14}}(?:找|抱|接|寻|揾)(?:到|着|返){_DONE}|"
    rf"(?:^|[,。;!]){_NO_THING}(?:找|抱|寻|搜|揾)(?:到|着|返){_DONE}(?!一?[只件部台双点些])|"
    rf"{_WHO}[^,。;!?]{{0,6}}(?:平安|[冇没]事|[没莫]得事|好好的|好端端)[了啦喇]?(?=[,。;!]|$)"
)
# What was shut is open, what was bad is good: where one danger is on, it is of that.
_OPEN = re.compile(
    "恢复(?:了)?(?:供[水电气暖热]|通[行车水电航气]|放行|营业|正常|使用|航行|双向|原[线状样]|"
    "运[行营]|开放|作业|生产|上课)|"
    "(?<![停未没])(?<!停止)(?<!暂停)(?<!禁止)(?:通水|通电|通气|来[水电气](?=了|啦|喇)|送上?电|复电|复水|"
    "通航|复航|复课|解封|放行|放车|撤除警戒|解除(?:封[闭控锁]|管制|警戒))(?:了|啦|喇)?|"
    "(?:检测|监测|水样|水质|浓度|指标|复检|复测|验收|空气|测了?)[^,。;!?]{0,10}"
    "(?:合格|达标|正常|为零|归零|通过)|浓度为?(?:零|0)|"
    "(?:水|潮|洪|浪)[^,。;!?]{0,6}(?:退[了下去]|回落|落下|消退)|"
    "(?:闸门|水闸|泄洪[孔闸])[^,。;!?]{0,6}(?:关闭|关了|关好)|"
    "(?<![人们家会生])(?:可以?|能)(?:正常|放心|照常|安全)?(?:走|过|通行|通车|出[港门海船航]|"
    "用|喝|饮用|开[门窗业工市]|上[山学课班]|下[海水田地]|进[出入山场]|接|使用|营业)"
    "(?:了|啦|喇|吧|人|车|河|桥)?(?=[,。;!]|$)|"
    "(?:放心|照常|正常)(?:走|用|喝|饮用|通行|出港|出海|开门|营业|作业|供[水电气])|重新开放|"
    "(?:警戒|封锁|路障|护栏)[^,。;!?]{0,4}(?:撤了|拆了|取消|撤除)|"
    "(?:火|烟点?|明火|余火)[^,。;!?]{0,6}(?:扑灭|灭了|打完|熄|没有了)|没有?(?:烟点|明火|火点)了"
)
# Some thing is put right, or taken away: the danger that named it.
_THING = re.compile(
    "(?:修|焊|补|堵|换|抢修|更换|处理|处置|加固|清理?|铲|扫|吸|拆)"
    "(?:好|完|上|住|干净|完毕|到位)(?:了|啦|喇|咗)|"
    "(?:线|管|缆|电)[^,。;!?]{0,6}接(?:好|上)(?:了|啦|喇|咗)|"
    "已(?:经)?(?:更换|修复|拆除|加固|清除|清理完毕)|清理完毕|"
    "(?:拖|吊|拉|搬|移|运|摘|赶|捉|抓|清)(?:离|返|走)(?:了|啦|喇|咗|码头|港)|"
    "已[^,。;!?]{0,8}(?:拖|吊|拉|搬|移|运|摘|清)(?:离|走)|放倒|"
    "(?:狗|猪|蛇|象|蜂|牛|猴|熊|歹徒|男子|嫌疑人)[^,。;!?]{0,8}"
    "(?:打[到死倒]|击毙|[抓捉逮捕套][到住获]|制服|控制住|麻醉)"
)
_HOW = re.compile(
    "没有?(?:烟点?|异常)|部[分位](?=已|都|全)|(?:散|撤|回|收|去|走|队)了?吧|"
    "(?:慢|小心|注意)[^,。;!?]{0,6}"
)
_NOT_YET = re.compile(
    "[再才](?:回|进|走|用|开|上|下)|(?:先|请|都|快|要)[^,。;!?]{0,3}把|仲[未有要冇喺]|唔(?!使)|冇(?!事|人伤|得)|抢救|重症|没醒|先[在拿]|暂住|住一晚|安置点|观察|"
    "留守|部分|除了?[^,。;!?]{1,8}(?:以?外|其他)|备用|临时|绕|改道|围[挡起]|剩|骨折|出血|"
    "有血|昏迷|抽搐|在按|第[一二两三四]个|就[行好]|停止放行|救护车|院车|"
    "[一两二三四五几\\d]+[条头个处户栋][^,。;!?]{0,8}(?:逃|跑了|没[找抓]到|回山)|"
    "[明后][天日早晚]|下周再|等[^,。;!?]{0,6}(?:解封|放行|恢复|通|退)|"
    "(?:今晚|晚上?|[上下]午)[^,。;!?]{0,5}[点半][^,。;!?]{0,4}(?:能|送|来[水电气]|恢复|放|通|可)|"
    "(?:水|电|气|路)(?:还|仍)|估计|预计|争取|力争|可能|大概|应该|"
    "立即|立刻|马上|赶紧|赶快|火速|快[来去叫把]"
)
_STAYS = re.compile("留[^,。;!?]{0,6}(?:人|守)|守到|再守|轮流看|有人守")
_ALL_OVER = re.compile("(?:险情|隐患|危险)[^,。;!?]{0,6}(?:排除|解除|消除)|可以?[^,。;!?]{0,4}回")
_ASKS = re.compile(r"[?？]|[吗么没](?=[。!]|$)|是不是|有没有|(?:谁|哪个)(?![也都])")
# What a danger leaves to be done elsewhere or later is another thing: 车库下午再开, 3号桩停用.
_REST = re.compile("[^,。;!?]{2,10}(?:下午再[开用]|停用|停运)")
_GAP = re.compile(r"(?<=[一-龥])\s+(?=[一-龥A-Za-z\d])")
_COUNTED = re.compile(r"\d+\s?[人户]")


def tells_relief(text: str) -> bool:
    """Whether a normalised text has any word of relief, be it past, ahead or denied."""
    told = _GAP.sub(",", text)
    return any(words.search(told) for words in (_SURE, _PEOPLE, _OPEN, _THING))


def is_relief(text: str) -> bool:
    """Whether a normalised text says that something is well again, for all and by now."""
    if len(text) > _LONGEST or not tells_relief(text):
        return False
    told = _HOW.sub(" ", _REST.sub(" ", _GAP.sub(",", text)))
    if _NOT_YET.search(told) or _ASKS.search(told) or goes_on(told):
        return False
    # 小学21人平安 is what one of many reports, 棚子塌了,人没事 tells of a danger itself.
    if frees_people(text) and (_COUNTED.search(told) or names_grave_danger(text)):
        return False
    return bool(_ALL_OVER.search(told)) or not _STAYS.search(told)


def is_sure_relief(text: str) -> bool:
    """Whether a text of relief says that the danger is over, whatever it was."""
    return bool(_SURE.search(_GAP.sub(",", text)))


def is_general_relief(text: str) -> bool:
    """Whether a text of relief need not name the danger where that is the only one."""
    return is_sure_relief(text) or bool(_OPEN.search(_GAP.sub(",", text)))


def frees_people(text: str) -> bool:
    """Whether a text of relief says no more than that those in danger are safe."""
    told = _GAP.sub(",", text)
    other = (words.search(told) for words in (_SURE, _OPEN, _THING))
    return bool(_PEOPLE.search(told)) and not any(other)


def only_mends(text: str) -> bool:
    """Whether a text of relief says no more than that some thing is put right or taken away."""
    told = _GAP.sub(",", text)
    other = (words.search(told) for words in (_SURE, _OPEN))
    return bool(_THING.search(told)) and not any(other)


def mended_in(text: str) -> str:
    """The clauses of a text that tell what was put right."""
    parts = re.split("[,。;!?]", _GAP.sub(",", text))
    return ",".join(part for part in parts if _THING.search(part))


def may_relieve(text: str, cry: str) -> bool:
    """Whether what a text of relief says to be open or good again was shut or bad by the danger of
    ``cry``: power that is back ends no fire.
    """
    if is_sure_relief(text):
        return True
    told = _GAP.sub(",", text)
    return all(hurt.search(cry) for good, hurt in _RELIEVES if good.search(told))


# What is good again, and what was said of the danger that it may be the end of.
_RELIEVES = tuple(
    (re.compile(good), re.compile(hurt))
    for good, hurt in (
        ("供电|[通送]上?电|来电了|复电", "电线|高压|线路|变压器|电杆|触电|漏电|带电|跳闸|[刮压]断"),
        ("供水|通水|来水了|复水|水样|水质|放心[用喝]|可以[用喝饮]", "水"),
        ("供气|通气|来气了", "气"),
        ("供[暖热]", "热|暖"),
        ("出[港海]|通航|复航|航行|航线", "船|港|海|江|航"),
        (
            "(?:可以?|能|放心|照常|正常)(?:正常|放心)?(?:走|过|通行|通车)|通[行车]|放[行车]|解封",
            "[路桥道口段街坝河坡岭匝]|封|绕",
        ),
        ("营业|开[门业市]|商户", "[店商铺门街市场]|停业"),
        ("上课|复课|上学", "[学校园课]"),
        ("上山|进山", "山|林|[坡岭]"),
        ("(?:水|潮|洪|浪)[^,。;!?]{0,6}(?:退|回落|落下|消退)", "[水洪汛潮浪河淹涝]"),
        ("闸", "闸|泄洪|水库|放水"),
        ("(?:火|烟点?)[^,。;!?]{0,6}(?:灭|打完|熄|没有了)", "[火烟烧]|爆"),
    )
)


def lets_home(text: str) -> bool:
    """Whether a text of relief lets people back who were sent away, or says that all is over."""
    return is_sure_relief(text) or bool(_BACK.search(text))


_BACK = re.compile(
    "解封|照常|重新开放|(?:可以?|能)[^,。;!?]{0,4}(?:开[门业工]|营业)|"
    "恢复(?:营业|上课|生产|正常(?!通))"
)
