"""Words and hosts that speak for the kind of a resource: tables only.

Every value is the inside of a regular expression; the first kind of a table that matches at a place wins there.
"""

from __future__ import annotations

from typing import Final

from library.vocabulary import Kind

__all__ = [
    "DECISIVE_WORDS",
    "HOSTS",
    "HOST_WEIGHT",
    "ORDER",
    "SECTION_WORDS",
    "THINGS",
    "TITLE_WORDS",
    "VENUES",
    "WEAK_WORDS",
]

TITLE_WORDS: Final[dict[Kind, str]] = {
    "list": r"awesome|curated|(?:reading |paper |link |course |massive |big )?lists?(?: of)?|list of"
    r"|collections? of|roadmap|summar(?:y|ies) of"
    r"|most cited|bibliograph(?:y|ies)|literature of|references|resources|书单|書單|清单|清單|top \d+|\d+ (?:best"
    r"|free)"
    r"|compilation|directory"
    r"|notes on papers|paper summaries|reading group|cheatsheets list|drizzle|readings|link collection",
    "tutorial": r"tutorials?|cheat ?-?sheets?|guides?|primer|walk ?-?through|notes|lecture notes|crash course"
    r"|getting started"
    r"|learn \w+ in|step by step|hands-on|best practices|docs|documentation|manual|exercises|handouts?|mind ?map"
    r"|interview topics"
    r"|教程|入門|入门|指南|小抄|笔记|筆記|anleitung|tutoriel|учебник|руководство|blitz|in \d+ minutes|notebooks?"
    r"|faq|guidelines"
    r"|revision",
    "course": r"courses?|mooc|specialization|specialisation|lectures?|curriculum|syllabus|bootcamp|nanodegree"
    r"|cs ?\d{2,3}\w?|stat ?\d{3}|课程|課程|公开课|公開課"
    r"|vorlesung|kurs|cours|curso|курс|summer school",
    "video": r"videos?|talks?|keynote|youtube|playlist|screencast|webinar|interviews?|channel|film|documentary"
    r"|lecture series|podcast episode|影片|视频|視頻"
    r"|vortrag|conférence|vídeo|видео|видеокурс|movie",
    "book": r"books?|textbook|e-?books?|volume|chapter|ch\.|ed\.|edition|\d+(?:st|nd|rd|th) ed|monograph|livre"
    r"|libro|buch|lehrbuch|книга|教科书|教材|isbn|anthology|novel",
    "dataset": r"data ?-?sets?|corpus|corpora|benchmarks?|database for|databases? of|bibliothek der daten"
    r"|collection of recordings|数据集|資料集|open data|korpus|datensatz|treebank",
    "paper": r"papers?|survey|review article|review paper|thesis|dissertation|preprint|proceedings|technical report"
    r"|article by|论文|論文|state of the art review"
    r"|empirical|towards|journal|arxiv|working paper",
    "blog": r"blogs?|blog post|posts?|essay|newsletter post|weblog|博客|部落格|блог|my experience|lessons learned"
    r"|looking back|why i|article|medium",
    "discussion": r"ask hn|show hn|hn|reddit|ama|discussion|thread|forum|stack ?overflow|stack ?exchange|se post"
    r"|quora|mailing list|q&a|poll|知乎|tweet",
    "tool": r"framework|library|toolkit|platform|software|app|engine|package|plugin|ide|service|simulator|compiler"
    r"|editor|sdk|api|tools?|工具|toolbox|bindings|extension"
    r"|emulator|converter|calculator|program|debugger|client|server|plug-?in",
    "demo": r"demos?|playgrounds?|experiments|sandbox|interactive demo|visuali[sz]ation|simulation|try it|game"
    r"|explorable|演示",
    "code": r"implementations?|source code|code|repo|repository|github|git|examples|scripts?"
    r"|supplementary materials|solutions?|starter code|port of|代码|程式碼",
    "site": r"conference|website|web ?site|newsletter|homepage|portal|magazine|community|forum of|podcast|wiki"
    r"|blog directory|workshop|network of|society|journal of|museum",
}  # fmt: skip
# Words that books and papers have in their titles too.
WEAK_WORDS: Final[dict[Kind, str]] = {
    "tutorial": r"how ?-?to|introduction to|an? introduction|intro to|from scratch|for beginners|explained|basics"
    r"|rules of|examples?"
    r"|einführung|learn|understanding|visual guide",
    "book": r"volume|vol\.|band \d+|tomo|tome|том|encyclop\w+|enzyklopädie|handbook|handbuch|companion|anthology",
    "course": r"training|class|seminar",
    "tool": r"systems?|program",
    "paper": r"towards|empirical",
    "list": r"resources|references|guide to resources",
    "video": r"lecture \d+|episode|channel",
}  # fmt: skip
# Words that leave no doubt.
DECISIVE_WORDS: Final[dict[Kind, str]] = {
    "tutorial": r"cheat ?-?sheets?|小抄", "list": r"awesome|curated|list of|书单|書單", "discussion": r"ask hn|ama",
    "video": r"lecture videos?|video lectures?|playlist", "course": r"online course|course material",
    "blog": r"['’]s blog|weblog|book reviews?",
}  # fmt: skip
# Kinds whose words a title may hold for other reasons: *Recognising video with a new library*.
THINGS: Final = frozenset({"tool", "code", "site", "dataset", "video", "demo"})
VENUES: Final[dict[Kind, str]] = {
    "book": r"press|publishing|publishers?|cambridge|oxford|princeton|springer|wiley|elsevier|addison|o[’']reilly"
    r"|verlag|manning|penguin|norton|routledge|packt|bloomsbury|holt"
    r"|macmillan|random house|mcgraw|pearson|prentice|academic press|dover|birkhäuser|books?|edition|ed\.|isbn"
    r"|chapman|basic books|harper\w*"
    r"|éditions|editorial|gallimard|suhrkamp|beck|fischer|utb"
    r"|出版社|文库|chs?\.|chapters?"
    r"|translated|trad\.|hrsg|vols|flammarion"
    r"|seuil|puf|vrin|наука|издательство|vintage|knopf|[a-z]+ up",
    "paper": r"journal|proc\w*|trans(?:actions)?|rev(?:iew)?|letters|lett\.|conference|annals|bulletin|science|nature"
    r"|phys\w*|j\.|int\.|quarterly|arxiv|preprint"
    r"|nips|neurips|icml|iclr|cvpr|acl|naacl|emnlp|popl|osdi|sosp|sigmod|vldb|usenix|icfp|pldi|tcs|jmlr|cacm|tellus"
    r"|pnas|communications of|archive|notes in"
    r"|magazine|workshop|symposium|zeitschrift|revue|revista|quart\w*|econometrica|plos|ieee|acm|jcss|jfp|entcs"
    r"|working paper|学报|annales",
}  # fmt: skip
SECTION_WORDS: Final[dict[Kind, str]] = {
    "paper": r"papers?|articles?|publications|preprints|论文|論文|文献|aufsätze|artikel|статьи|articles scientifiques"
    r"|proceedings|theses|surveys?|classics|literature|bibliograph\w+|literatur|artículos|articoli|artigos|artykuły|artikelen"
    r"|논문|論説|مقالات",
    "book": r"books?|textbooks?|monographs|书籍|書籍|书|書|小説|小说|教材|novelas?|romane|romans|fiction|bücher"
    r"|lehrbücher"
    r"|livres|libros|книги|e-?books|novels|本|図書|manuales|manuels|libri|manuali|romanzi|livros|romances|książki"
    r"|powieści|boeken|böcker|romaner|kitaplar|литература|учебники|романы|책|도서|小說|كتب|روايات|monograph\w+",
    "course": r"courses?|moocs?|lectures?|classes|课程|課程|講義|강의"
    r"|kurse|vorlesung(?:en)?|cours|cursos|курсы|curriculum"
    r"|公开课|公開課",
    "video": r"videos?|talks?|playlists?|channels?|youtube|screencasts|视频|視頻|影片|vorträge|videos und|vidéos"
    r"|vídeos"
    r"|видео|films?|documentar\w+|watch",
    "tutorial": r"tutorials?|guides?|how-?tos?|notes|cheat ?sheets?|introductions?|getting started|教程|教學|入门|入門"
    r"|anleitungen|tutoriels|tutoriales|manuals?|documentation|docs|笔记|exercises|primers?|notebooks",
    "blog": r"blogs?|posts?|essays?|文章|ブログ|部落格|博客|blogposts?|блоги|weblogs?|feeds?|opinion|articles",
    "tool": r"tools?|software|libraries|frameworks?|packages|platforms|apps?|工具|库|框架|werkzeuge|programme|outils"
    r"|herramientas|logiciels|инструменты|utilities|simulators|emulators",
    "code": r"code|repos(?:itories)?|projects?|implementations?|github|source|代码|項目|项目|проекты|projekte"
    r"|examples",
    "dataset": r"data(?! ?-?structures?)|daten|datos|données|данные|statistics offices|data ?-?sets?|corpora|corpus"
    r"|benchmarks?|数据集?|資料集?|datensätze|jeux de données|датасеты"
    r"|recordings|collections of data",
    "demo": r"demos?|playgrounds?|experiments|interactive|games?|遊玩空間|toys?|visuali[sz]ations?|演示",
    "list": r"lists?|awesome|collections of links|roundups|link lists|related lists|other lists|书单|curated"
    r"|bibliographies|indexes|meta",
    "discussion": r"discussions?|forums?|threads|q&a|questions|reddit|hacker news|social",
    "site": r"sites?|サイト|websites?|web ?sites|communit\w+|conferences?|newsletters?|podcasts?|news|magazines?"
    r"|journals?|organi[sz]ations|会议|網站|网站|museums?|events|portals|seiten|blogroll",
}  # fmt: skip
HOSTS: Final[dict[Kind, str]] = {
    "paper": r"arxiv\.org|openreview\.net|aclweb\.org|aclanthology|jmlr\.org|papers\.nips|proceedings\."
    r"|nips\.cc/paper|doi\.org|sciencedirect|springer\.com/(?:article|chapter)"
    r"|ieeexplore|dl\.acm|acm\.org/(?:doi|citation)|nature\.com|sciencemag|science\.org|pnas\.org|academic\.oup"
    r"|jstor\.org|semanticscholar|researchgate\.net/pub|biorxiv|medrxiv|ssrn\.com"
    r"|openaccess\.thecvf|plos|frontiersin|mdpi\.com|tandfonline|wiley\.com/doi|cell\.com|eprint\.iacr|citeseerx"
    r"|cidrdb|vldb\.org/pvldb|usenix\.org/(?:system/files|conference|legacy)|pubmed|ncbi\.nlm|hal\.|nber\.org"
    r"|/doi/(?:\w+/)?10\.|=10\.\d{4}|journals?\.|papers?/|techreports?|tech-reports?|/pubs?/|/publications?/|scholar\.archive|drops\.dagstuhl|distill\.pub/20"
    r"|projecteuclid|iopscience|aps\.org|agu|royalsociety|geoscienceworld|hindawi|biomedcentral"
    r"|cambridge\.org/core/journals",
    "video": r"youtube\.com|youtu\.be|vimeo\.com|bilibili|videolectures|ted\.com|slideslive|techtalks|media\.ccc"
    r"|twitch\.tv|/talks?/|infoq\.com/presentations|dailymotion|nicovideo",
    "discussion": r"news\.ycombinator|reddit\.com|lobste\.rs|twitter\.com|x\.com/|quora\.com|stackoverflow\.com"
    r"|stackexchange|groups\.google|zhihu\.com/question|forums?\.|discourse|mathoverflow|/forum|discuss\.|mastodon",
    "course": r"coursera|udacity|edx\.org|ocw\.|khanacademy|udemy|class\.|classes?/|courses?[./]|/teaching/"
    r"|cs\d{2,3}\w?[./]|/~?cs\d{2,3}|academy|pluralsight|codecademy|futurelearn|datacamp|mooc|/learn/"
    r"|kaggle\.com/learn|open\.hpi|brilliant\.org|15\d{3}\.courses",
    "book": r"amazon\.|goodreads|wikisource|wikibooks|archive\.org/details|marxists\.org|aozora\.gr|openlibrary"
    r"|standardebooks|press\.\w+\.|/book-|openstax|manning\.com|oreilly|packtpub|leanpub|springer\.com/(?:gp/)?book"
    r"|books?[./]"
    r"|mitpress|nostarch|pragprog|crcpress|book\.|cambridge\.org/(?:\w+/)?(?:academic|core/books)|gutenberg"
    r"|bookshop|worldcat|douban\.com/subject|press\.\w+\.edu|pressbooks|isbn",
    "blog": r"medium\.com|blogspot|wordpress|substack|blog[./]|/blogs?/|\.blog/|tumblr|hackernoon"
    r"|towardsdatascience|dev\.to|hashnode|/posts?/|/\d{4}/\d{2}/|jianshu|csdn|nytimes|wired\.com|theguardian"
    r"|theatlantic|newyorker|economist|quantamagazine|bbc\.co|technologyreview|zhuanlan",
    "code": r"github\.com|gitlab|bitbucket|sourceforge|codeberg|git\.sr\.ht|code\.google|gist\.github"
    r"|cran\.r|crates\.io|npmjs|hackage",
    "dataset": r"kaggle\.com/(?:datasets|c/)|archive\.ics\.uci|data\.|datasets?[./]|zenodo|figshare|dataverse"
    r"|opendata|/data/|image-net\.org|data\.gov",
    "demo": r"playground|demo[./]|experiments\.|quickdraw|/demos?/|codepen|observablehq",
    "tutorial": r"tutorials?[./]|readthedocs|/guide|learnopengl|realpython|w3schools|geeksforgeeks|/howto|/tutorial"
    r"|nbviewer|colab\.research|docs\.|/docs?/|/notes|cheatsheet|/learn|ufldl|tutorialspoint|/manual",
    "list": r"awesome|paperswithcode|/papers?-?list|reading-?list|/resources|/links",
    "site": r"/conference|podcast|newsletter",
    "tool": r"/tools?/|/software|\.app(?:/|$)|apps\.apple|play\.google|/download",
}  # fmt: skip
HOST_WEIGHT: Final[dict[Kind, float]] = {
    "paper": 4.5, "video": 5.5, "discussion": 9.0, "course": 3.5, "book": 3.2, "blog": 3.2, "code": 3.4, "dataset": 3.0,
    "demo": 3.0, "tutorial": 2.6, "list": 2.6, "site": 1.5, "tool": 1.5, "other": 0.0,
}  # fmt: skip
ORDER: Final[tuple[Kind, ...]] = (
    "discussion", "paper", "video", "course", "book", "list", "tutorial", "dataset", "demo", "code", "blog", "tool",
    "site", "other",
)  # fmt: skip
