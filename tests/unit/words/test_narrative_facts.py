"""Requests, disputes, staff and the like: sentences of every kind seen in reports, re-worded."""

from tests.unit.words.said import figures, misread, said

FACTS = {
    "received and answered": (
        "本街道共收到12件信息公开申请，其中10件已按时答复，剩余2件结转下年度继续办理。",
        ["received=12", "answered=10", "carried_out=2"],
    ),
    "received with a repeated unit": ("全年累计收到依申请信息公开件6件。", ["received=6"]),
    "received as cases": ("收到居民书面信息公开申请2例，与历年相比增加1例。", ["received=2"]),
    "received by way": (
        "全年收到政府信息公开申请9件，其中当面申请2件、网络申请4件、信函申请3件。",
        ["received=9", "received:in_person=2", "received:online=4", "received:letter=3"],
    ),
    "received of a numeral": ("全年收到政府信息公开申请一件，已依法答复。", ["received=1"]),
    "accepted": ("2023年全区受理政府信息公开申请21件，均在法定期限答复。", ["received=21"]),
    "new and carried in": (
        "全乡新收政府信息公开申请数量0件，上年结转政府信息公开申请数量0件。",
        ["received=0"],
    ),
    "carried on": (
        "共收到依申请公开信息11件，其中2件结转下年继续办理。",
        ["received=11", "carried_out=2"],
    ),
    "counts of times": (
        "依申请公开3次，行政复议0次，行政诉讼0次。",
        ["received=3", "review=0", "suit=0"],
    ),
    "reviews and suits": ("因政府信息公开引发行政复议2件、行政诉讼1件。", ["review=2", "suit=1"]),
    "one zero for two": ("因政府信息公开引起的行政复议、行政诉讼0件。", ["review=0", "suit=0"]),
    "one zero for each of two": ("被申请行政复议和提起行政诉讼均为0件。", ["review=0", "suit=0"]),
    "one number for two is nobody's": ("行政复议、行政诉讼共2件。", []),
    "staff": ("配备了2名工作人员负责政府信息公开工作。", ["staff=2"]),
    "staff of two kinds": (
        "现有政府信息公开工作人员6名，其中专职2名，兼职4名。",
        ["staff=6", "full_time=2", "part_time=4"],
    ),
    "part-time staff": ("配备了3名兼职工作人员，设立1个信息公开申请受理点。", ["part_time=3"]),
    "full-time staff": ("落实1名专职人员负责信息公开工作。", ["full_time=1"]),
    "training": (
        "组织开展政府信息公开业务培训2次，参训人员60余人次。",
        ["training=2", "participants=60~"],
    ),
    "training said twice a year": ("年初、年中两次举办政府信息公开工作培训。", ["training=2"]),
    "meetings": ("召开政务公开工作专题会议4次。", ["meeting=4"]),
    "reading points": ("设立政府信息查阅点3个，并在便民服务中心设电子屏。", ["reading_point=3"]),
    "reading points after the number": ("全镇设置了5处政府信息公开查阅点。", ["reading_point=5"]),
    "interpretation": ("全年发布政策解读材料15篇。", ["interpretation=15"]),
    "catalogue and list": (
        "编制《某镇政务公开目录》160条，《某镇负面清单》9条。",
        ["catalogue=160", "negative_list=9"],
    ),
    "digitization": ("全文电子化率达100%。", ["digitization=100"]),
    "fee of zero": ("全年收取政府信息公开信息处理费0元。", ["fee=0"]),
    "answered by rule": (
        "共收到12件信息依申请公开，其中10件已经按时按规完成答复。",
        ["received=12", "answered=10"],
    ),
    "who asked": (
        "共受理政府信息公开申请95件，其中自然人申请89件，法人或其他组织申请6件。",
        ["received=95"],
    ),
    "what became of them": (
        "全年共受理依申请公开事项133件，其中，予以公开46件，部分公开22件，结转下年度继续办理16件。",
        ["received=133", "carried_out=16"],
    ),
    "another year's requests": (
        "2022年办理政府信息公开申请47件，2023年受理政府信息公开申请15件。",
        ["received=15", "received=47@prior"],
    ),
    "a head and two clerks": (
        "明确1名班子成员分管、2名工作人员具体负责政务公开工作。",
        ["staff=2"],
    ),
    "clerks and wardens": (
        "安排5名工作人员具体负责政府信息公开工作，另有网格员60名。",
        ["staff=5"],
    ),
    "outcomes of reviews": (
        "2023年共发生行政复议案件3件，其中维持2件、纠正1件；行政诉讼案件1件，尚未审结。",
        ["review=3", "suit=1"],
    ),
    "a suit without its adjective": (
        "因政府信息公开产生的行政复议1件、诉讼0件。",
        ["review=1", "suit=0"],
    ),
    "reviews of all kinds are not of disclosure": (
        "全年受理行政复议案件12件，其中涉及政府信息公开的1件。",
        [],
    ),
    "one number for training and meetings": ("全年共组织信息公开培训、会议3次。", []),
    "each of two": ("因政府信息公开引起的行政复议、行政诉讼各1件。", ["review=1", "suit=1"]),
    "forms of interpretation are not all of it": ("全年发布文字解读8篇、图片解读3篇。", []),
    "areas of a catalogue are not its entries": ("编制政务公开标准目录26个领域。", []),
    "fee in ten thousands": ("共收取信息处理费1.2万元。", ["fee=12000"]),
}

ZEROS = {
    "proposals dealt with are none": (
        "建议提案办理信息公开数2条；财政资金信息公开数17条。\n依申请公开。2023年我局未接到公民申请，无依申请公开的政府信息。",
        ["category:建议提案办理信息公开=2", "category:财政资金信息公开=17", "received=0"],
    ),
    "a body for disclosure is no request": (
        "我镇未收到政府信息公开申请。\n设有政府信息公开工作机构1个，11名工作人员负责。",
        ["received=0"],
    ),
    "not received": ("2023年，我镇未收到政府信息公开申请。", ["received=0"]),
    "not come in": ("全年未接收到依申请公开。", ["received=0"]),
    "not met with": ("没有接到公民、法人或其他组织要求公开政府信息的申请。", ["received=0"]),
    "none at all": ("2023年度我乡无依申请公开件。", ["received=0"]),
    "none by law": ("2023年度我乡无依法申请公开件。", ["received=0"]),
    "not yet": ("截至目前，尚未收到信息公开申请。", ["received=0"]),
    "a letter": ("全年未收到依申请公开来信。", ["received=0"]),
    "a word after a colon": ("依申请公开政府信息的数量：无。", ["received=0"]),
    "zero in Chinese": ("全年收到政府信息公开申请零件。", ["received=0"]),
    "both disputes": (
        "到目前为止，没有发生因政府信息公开申请行政复议、提起行政诉讼的情况。",
        ["review=0", "suit=0"],
    ),
    "both disputes, not occurred": (
        "未发生针对本单位政府信息公开的行政复议案、行政诉讼案和有关的申诉案。",
        ["review=0", "suit=0"],
    ),
    "both disputes, behind": (
        "2023年未因政府信息公开被申请行政复议或被提起行政诉讼。",
        ["review=0", "suit=0"],
    ),
    "both, none": ("因政府信息公开申请行政复议、提起行政诉讼情况：无。", ["review=0", "suit=0"]),
    "review alone": ("未发生行政复议。", ["review=0"]),
    "suit alone": ("没有行政诉讼案件。", ["suit=0"]),
    "no processing fee": ("本年度未收取政府信息公开信息处理费。", ["fee=0"]),
    "not carried on": (
        "收到申请3件，无结转下年度办理的信息公开申请。",
        ["carried_out=0", "received=3"],
    ),
}

NOT_ZERO = [
    "本年度没有不予公开的政府信息。",
    "未因信息公开收取任何费用。",
    "目前未发现应公开而未公开的政府信息。",
    "没有其他需要报告的事项。",
    "无。",
    "未发生泄密事件，未出现责任追究情况。",
    "收到的申请均在规定时间内答复，没有超期。",
]


def test_a_stated_fact_is_found_and_no_other():
    assert misread(FACTS) == {}


def test_a_zero_said_in_words_is_a_stated_zero():
    assert misread(ZEROS) == {}


def test_a_denial_of_another_thing_is_no_zero():
    wrong = {text: got for text in NOT_ZERO if (got := said("一、总体情况\n" + text)) != []}
    assert wrong == {}


def test_a_zero_in_words_keeps_the_words_as_raw_text():
    (figure,) = figures("2023年，我镇未收到政府信息公开申请。")
    assert (figure.method, figure.raw[:3]) == ("stated", "未收到")
    (figure,) = figures("收到政府信息公开申请0件。")
    assert (figure.method, figure.raw) == ("read", "0件")
