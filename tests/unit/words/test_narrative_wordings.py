"""One line, one wording: what it states in the short notation, and nothing besides."""

from tests.unit.words.said import said

WORDINGS = """
全年主动公开政府信息共计1,280条，其中政策法规类12条、规划计划类8条、财政预决算类24条，其余为工作动态。
    category:政策法规类=12 category:规划计划类=8 category:财政预决算类=24 total=1280
截至2023年12月底，我街道通过区政府门户网站累计发布政府信息312条。
    channel:website=312
我局2023年度主动公开政府信息共103条（其中：机构职能2条、政策文件10条、工作动态91条）。
    category:工作动态=91 category:政策文件=10 category:机构职能=2 total=103
2023年，全镇通过政府网站、微信公众号、公示栏等渠道发布各类信息860余条次。
    total=860~
在县政府门户网站公开信息45条，在“魅力某某”微信公众号发布信息210篇，在村务公开栏公示信息66期。
    channel:boards=66 channel:website=45 channel:wechat=210
主动公开政府信息89条，全文电子化率100%。
    digitization=100 total=89
本年度主动公开信息89条，其中全文电子化的主动公开信息89条，电子化率达100%。
    digitization=100 total=89
制作并公开政府信息23条，其中主动公开22条，依申请公开1条，不予公开0条。
    total=22
新增主动公开政府信息144条。历年累计主动公开政府信息2650条。
    total=144 total=2650@cumulative
2023年公开政府信息200条，与2022年的180条相比增长11.1%。
    total=200
全年主动公开政府信息二百三十条。
    total=230
共主动公开信息一万余条。
    total=10000~
公开财政资金信息5条，公开惠民政策12条，公开工作动态88条，共计公开政府信息105条。
    category:工作动态=88 category:惠民政策=12 category:财政资金信息=5 total=105
本年度共公布政府信息77件，其中网上公开70件，公示栏公开7件。
    channel:boards=7 channel:online=70 total=77
全年更新政府网站信息132条，其中通知公告20条、工作动态112条。
    category:工作动态=112 category:通知公告=20 channel:website=132 total=132@site
通过今日头条号发布信息30条，抖音发布短视频15个，微博推送消息60条。
    channel:news_site=30 channel:video=15 channel:weibo=60
2023年度发布公众号信息365条、视频号作品24条。
    channel:video=24 channel:wechat=365
微信公众号“美丽某镇”全年推送图文消息128条。
    channel:wechat=128
政府信息公开专栏公开信息56条；政务新媒体发布信息340条。
    channel:new_media=340 channel:website=56
2023年我镇共受理政府信息公开申请5件，其中自然人4件、法人1件；按时办结5件，按时办结率100%。
    answered=5 received=5
全年收到依申请公开申请7件（网上申请5件，信函申请2件），已全部答复。
    received:letter=2 received:online=5 received=7
收到公民申请公开政府信息3件，均已依法答复；上年结转1件。
    received=3
依申请公开受理数0件。
    received=0
本年度依申请公开政府信息0条。
    received=0
全年无依申请公开事项。
    received=0
2023年收到依申请公开政府信息申请零件次。
    received=0
未收到任何单位、个人要求公开政府信息的申请。
    received=0
我镇未接到公众政府信息公开申请，也未发生行政复议、行政诉讼。
    received=0 review=0 suit=0
2023年未发生因政府信息公开引发的行政复议和行政诉讼案件。
    review=0 suit=0
全年政府信息公开类行政复议0件，行政诉讼0件。
    review=0 suit=0
2023年共发生行政复议案件3件，其中维持2件、纠正1件；行政诉讼案件1件，尚未审结。
    review=3 suit=1
因政府信息公开被提起行政复议的1件，被提起行政诉讼的0件。
    review=1 suit=0
没有被申请行政复议和提起行政诉讼。
    review=0 suit=0
共有专职人员1人，兼职人员3人。
    full_time=1 part_time=3
明确1名班子成员分管、2名工作人员具体负责政务公开工作。
    staff=2
镇政府配备政务公开专职人员2名，各村（社区）配备信息员16名。
    full_time=2
举办政务公开培训会2场次，培训人员120人次。
    participants=120 training=2
组织参加县政务公开办业务培训3次。
    training=3
召开政务公开工作推进会4次、专题会议2次。
    meeting=4
设立政府信息公开查阅点1个，配备电脑1台。
    reading_point=1
发布政策解读12条，其中图解8条。
    interpretation=12
全年发布文字解读8篇、图片解读3篇。
    -
梳理主动公开事项清单215项。
    catalogue=215
本年度信息处理费收取总金额为0元。
    fee=0
未发出收费通知，未收取信息处理费。
    fee=0
收到关于政府信息公开的投诉举报0件。
    complaint=0
行政许可处理决定120件，行政处罚4件。
    -
2023年制发规范性文件2件，废止1件，现行有效9件。
    -
一是公开内容，全年公开300条；二是公开形式，利用公开栏公开60次。
    channel:boards=60 total=300
政府信息公开工作领导小组成员7人，开展督查6次。
    -
门户网站累计访问量12万人次，回复网民留言56条。
    -
全年公开信息中，涉及民生类占45%，工作动态类占55%。
    -
共发布信息1320条（含转发300条）。
    total=1320
政府网站公开信息总数1101条，比去年增加211条。
    channel:website=1101
公开政府信息约1.2万条次。
    total=12000~
2023年，我镇累计主动公开各类政务信息总计87条。
    total=87
本年度本机关主动公开政府信息共115条，全部在政府门户网站公开。
    total=115
一年来，共公开政府信息92条，做到了应公开尽公开。
    total=92
全年政府信息公开总数为210条。
    total=210
2023年度公开政务信息合计134条，同比增长12%。
    total=134
全镇主动公开信息条数为98条。
    total=98
我街道今年共计发布政务公开信息76条。
    total=76
共录入政府信息公开条目65条。
    total=65
全年在信息公开平台更新信息54条。
    channel:website=54
2023年通过各类渠道公开政府信息1500余条(次)。
    total=1500~
累计向社会公开政府信息320条。
    total=320
2023年主动公开政府信息共66条；其中机构信息6条；政策文件20条；动态40条。
    category:动态=40 category:政策文件=20 category:机构信息=6 total=66
信息公开总量为410条，分类情况为：政策法规10条；人事任免12条；其他388条。
    category:人事任免=12 category:其他=388 category:政策法规=10 total=410
共公开信息30条：一是工作动态类20条，二是通知公告类8条，三是财政信息2条。
    category:工作动态类=20 category:财政信息=2 category:通知公告类=8 total=30
公开类别主要有：机构设置3条，规划计划5条，工作动态22条。
    category:工作动态=22 category:机构设置=3 category:规划计划=5
主动公开政府信息30条，内容涉及机构职能（2条）、政策文件（8条）、工作动态（20条）。
    category:工作动态=20 category:政策文件=8 category:机构职能=2 total=30
主动公开的30条信息中，政策文件8条，工作动态22条。
    category:工作动态=22 category:政策文件=8 total=30
2023年发布信息50条，包括：通知公告10条，工作动态40条，其中党建动态15条、民生动态25条。
    category:工作动态=40 category:通知公告=10 total=50
主动公开政府信息1236条（网站936条、微信300条）。
    channel:website=936 channel:wechat=300 total=1236
主动公开政府信息400条，网站、公众号分别公开300条和100条。
    channel:website=300 channel:wechat=100 total=400
政府网站、微信公众号、公开栏分别发布信息100条、200条、30条。
    channel:boards=30 channel:website=100 channel:wechat=200
门户网站公开数120条，政务微博公开数30条，政务微信公开数60条，其他方式公开数5条。
    channel:other=5 channel:website=120 channel:wechat=60 channel:weibo=30
利用村级公示栏公开事项240次，广播播放政策80余次，发放宣传单5000份。
    channel:boards=240 channel:broadcast=80~
县融媒体中心刊发我镇信息35条。
    channel:media=35
在各村政务公开栏张贴公示公告180份。
    channel:boards=180
电子显示屏滚动发布信息300余条。
    channel:screen=300~
通过大喇叭广播政策90次。
    channel:broadcast=90
在门户网站发布政务动态信息202条，公告公示25条，政策文件3条。
    category:公告公示=25 category:政务动态信息=202 category:政策文件=3
2023年，共收到政府信息公开申请13件，其中：自然人12件，法人1件。办结12件，结转下年度1件。
    answered=12 carried_out=1 received=13
全年接收政府信息公开申请4份，答复4份，答复率100%。
    answered=4 received=4
本年度受理政府信息依申请公开件8件，按期答复8件。
    answered=8 received=8
共接到信息公开申请6宗，均已办结。
    received=6
本年度新收依申请公开23件，上年结转2件，办结24件，结转下年1件。
    answered=24 carried_out=1 received=23
共办理依申请公开事项18件。
    received=18
我单位2023年收到政府信息公开申请总数为3件。
    received=3
依申请公开政府信息3件，全部按时答复。
    received=3
今年以来，我镇收到1件依申请公开事项，已按时答复。
    received=1
2023年我镇依申请公开受理数量为零。
    received=0
本机关2023年没有受理过依申请公开。
    received=0
2023年度，我街道未发生依申请公开政府信息情况。
    received=0
没有公民、法人和其他组织向我镇提出政府信息公开申请。
    received=0
我局未收到书面或其他形式要求公开信息的申请。
    received=0
全年依申请公开信息零件。
    received=0
2023年我镇未产生因政府信息公开而引起的行政复议、行政诉讼和投诉举报。
    review=0 suit=0
全年未被提起行政复议或者行政诉讼。
    review=0 suit=0
2023年无行政复议、行政诉讼案件。
    review=0 suit=0
行政复议案件0件、行政诉讼案件0件。
    review=0 suit=0
无因政府信息公开工作引发的复议、诉讼。
    review=0 suit=0
我乡没有因政府信息公开工作被申请行政复议，没有被提起行政诉讼。
    review=0 suit=0
我镇政府信息公开行政复议、行政诉讼数量均为零。
    review=0 suit=0
全年行政复议1起，行政诉讼0起。
    review=1 suit=0
涉及政府信息公开的行政诉讼案件3件，其中维持2件，1件尚未审结；行政复议4件。
    review=4 suit=3
政务公开工作人员共5人，其中专职1人，兼职4人。
    full_time=1 part_time=4 staff=5
落实专（兼）职工作人员3名。
    staff=3
确定1名分管领导和1名专职工作人员负责政务公开工作。
    full_time=1
全镇共有专兼职政务公开工作人员12名。
    staff=12
镇党政办2名干部负责信息公开日常工作。
    staff=2
组织开展政务公开专题培训1次，参训60余人。
    participants=60~ training=1
全年召开政务公开专题会议3次，组织业务培训4场次，培训320人次。
    meeting=3 participants=320 training=4
参加上级组织的政务公开培训2次。
    training=2
全镇设立17个政务公开查阅点。
    reading_point=17
政策解读材料共发布6篇。
    interpretation=6
编发政策解读稿件11篇，其中文字解读6篇、图解5篇。
    interpretation=11
《基层政务公开标准目录》共26项。
    catalogue=26
信息处理费：0元。
    fee=0
2023年未产生信息处理费。
    fee=0
信息公开处理费收取情况：无。
    fee=0
2023年度，我镇没有收取信息处理费情况。
    fee=0
计划2024年主动公开政府信息900条以上，2023年实际公开政府信息138条。
    total=138
计划2023年主动公开政府信息900条以上，2023年实际公开政府信息138条。
    total=138
2023年计划主动公开政府信息900条，实际公开政府信息138条。
    total=138
利用县门户网公开信息35条，利用新媒体微信公众号发布信息89条。
    channel:website=35 channel:wechat=89
依托政务公开平台公开信息254条，比上一年多20%，其中重点领域公开信息65条、回应关切12条。
    category:回应关切=12 category:重点领域公开信息=65 channel:website=254
在《某县公众信息网》等网站公开信息90余条，处理留言0条。
    channel:website=90~
各平台共发布信息932条，其中网站发布自主信息98条，官方微博211条。
    channel:website=98 channel:weibo=211 total=932
2023年，我镇信息主动公开292条。其中财务信息57条，党务信息6条。
    category:党务信息=6 category:财务信息=57 total=292
一年来没有一例因政府信息公开申请行政复议和提起行政诉讼。
    review=0 suit=0
没有一件行政复议。
    review=0
2023年以来，我镇主动公开信息数为273条，其中网站公开217条，公告栏公开56条。
    channel:boards=56 channel:website=217 total=273
我街道主动公开涉及社会救助、养老服务、公共文化等方面信息112条。
    total=112
2020年以来，我镇主动公开信息数为2273条。
    total=2273@cumulative
依托网站、公众号等平台发布信息1176条，发布政策解读12项。
    interpretation=12 total=1176
截至2023年12月31日，我镇共主动公开政府信息1200条，其中2023年新增120条。
    total=120 total=1200@cumulative
到年底累计主动公开政府信息5900条，全文电子化率达90%，其中，本年度新增主动公开政府信息2100条。
    digitization=90 total=2100 total=5900@cumulative
2023年累计主动公开政府信息120条，其中新增20条。
    total=120
今年以来，我镇公开政府信息120条。
    total=120
一季度公开政府信息30条，二季度公开政府信息40条，全年共公开政府信息150条。
    total=150
1至6月主动公开政府信息30条，全年主动公开政府信息90条。
    total=90
2023年1-12月主动公开政府信息150条。
    total=150
全县共主动公开政府信息5000条，其中我镇主动公开政府信息120条。
    total=120
收到政府信息公开申请3件，其中主动公开1件，同意公开2件。
    received=3
依托县政府网站，主动公开政府信息52条；依托微信公众号，主动公开政府信息30条。
    channel:website=52 channel:wechat=30
“活力某镇”微信公众号持续运营，全年发布信息502篇。
    channel:wechat=502
全镇加强政府网站管理，全年发布信息502条。
    total=502
发挥政务新媒体的作用，借助微信公众号“某某之窗”，全年发布信息92条。
    channel:wechat=92
“某某服务平台”上发布信息132条。
    -
共主动公开政府信息110条，其中网站公开12条，在各类主流媒体累计发布新闻信息报道98条。
    channel:media=98 channel:website=12 total=110
2022年收到政府信息公开申请3件，2023年收到政府信息公开申请5件。
    received=3@prior received=5
全县共收到政府信息公开申请100件，其中我镇收到政府信息公开申请5件。
    received=5
2022年开展政务公开培训2次，2023年开展政务公开培训3次。
    training=2@prior training=3
"""


def pairs():
    lines = WORDINGS.strip().split("\n")
    facts = [[] if line.strip() == "-" else line.split() for line in lines[1::2]]
    return list(zip(lines[::2], facts, strict=True))


def test_each_wording_states_this_and_nothing_besides():
    assert len(pairs()) > 150
    wrong = {text: said(text) for text, facts in pairs() if said(text) != facts}
    assert wrong == {}
