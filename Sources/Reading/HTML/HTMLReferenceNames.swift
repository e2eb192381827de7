/// Names of character references: HTML 4's, and those that stand for ASCII or Latin letters.
enum HTMLReferenceNames {
  /// Those that count without a semicolon too (HTML Standard, named character references).
  static let withoutSemicolon = read(
    """
    AElig=c6 AMP=26 Aacute=c1 Acirc=c2 Agrave=c0 Aring=c5 Atilde=c3 Auml=c4 COPY=a9 Ccedil=c7 ETH=d0
    Eacute=c9 Ecirc=ca Egrave=c8 Euml=cb GT=3e Iacute=cd Icirc=ce Igrave=cc Iuml=cf LT=3c Ntilde=d1
    Oacute=d3 Ocirc=d4 Ograve=d2 Oslash=d8 Otilde=d5 Ouml=d6 QUOT=22 REG=ae THORN=de Uacute=da Ucirc=db
    Ugrave=d9 Uuml=dc Yacute=dd aacute=e1 acirc=e2 acute=b4 aelig=e6 agrave=e0 amp=26 aring=e5 atilde=e3
    auml=e4 brvbar=a6 ccedil=e7 cedil=b8 cent=a2 copy=a9 curren=a4 deg=b0 divide=f7 eacute=e9 ecirc=ea
    egrave=e8 eth=f0 euml=eb frac12=bd frac14=bc frac34=be gt=3e iacute=ed icirc=ee iexcl=a1 igrave=ec
    iquest=bf iuml=ef laquo=ab lt=3c macr=af micro=b5 middot=b7 nbsp=a0 not=ac ntilde=f1 oacute=f3
    ocirc=f4 ograve=f2 ordf=aa ordm=ba oslash=f8 otilde=f5 ouml=f6 para=b6 plusmn=b1 pound=a3 quot=22
    raquo=bb reg=ae sect=a7 shy=ad sup1=b9 sup2=b2 sup3=b3 szlig=df thorn=fe times=d7 uacute=fa ucirc=fb
    ugrave=f9 uml=a8 uuml=fc yacute=fd yen=a5 yuml=ff
    """
  )

  /// Those that need their semicolon.
  static let withSemicolon = read(
    """
    Abreve=102 Alpha=391 Amacr=100 Aogon=104 Beta=392 Cacute=106 Ccaron=10c Chi=3a7 Dagger=2021
    Dcaron=10e Delta=394 DiacriticalGrave=60 Dstrok=110 Ecaron=11a Emacr=112 Eogon=118 Epsilon=395
    Eta=397 Gamma=393 Gbreve=11e Hat=5e Idot=130 Imacr=12a Iota=399 Kappa=39a Lambda=39b LeftArrow=2190
    Lstrok=141 Mu=39c Nacute=143 Ncaron=147 NewLine=a NoBreak=2060 Nu=39d OElig=152 Odblac=150 Omega=3a9
    Omicron=39f Phi=3a6 Pi=3a0 Prime=2033 Psi=3a8 Rcaron=158 Rho=3a1 RightArrow=2192 Sacute=15a
    Scaron=160 Scedil=15e Sigma=3a3 Tab=9 Tau=3a4 Tcaron=164 Tcedil=162 Theta=398 Udblac=170 Umacr=16a
    Upsilon=3a5 Uring=16e VerticalLine=7c Xi=39e Yuml=178 Zacute=179 Zcaron=17d Zdot=17b
    ZeroWidthSpace=200b Zeta=396 abreve=103 alefsym=2135 alpha=3b1 amacr=101 and=2227 ang=2220 aogon=105
    apos=27 ast=2a asymp=2248 bdquo=201e beta=3b2 bsol=5c bull=2022 cacute=107 cap=2229 ccaron=10d
    check=2713 chi=3c7 circ=2c6 clubs=2663 colon=3a comma=2c commat=40 cong=2245 crarr=21b5 cup=222a
    dArr=21d3 dagger=2020 darr=2193 dash=2010 dcaron=10f delta=3b4 diams=2666 dollar=24 dstrok=111
    ecaron=11b emacr=113 empty=2205 emsp=2003 ensp=2002 eogon=119 epsilon=3b5 equals=3d equiv=2261
    eta=3b7 euro=20ac excl=21 exist=2203 fnof=192 forall=2200 frasl=2044 gamma=3b3 gbreve=11f ge=2265
    grave=60 hArr=21d4 harr=2194 hearts=2665 hellip=2026 hyphen=2010 imacr=12b image=2111 infin=221e
    inodot=131 int=222b iota=3b9 isin=2208 kappa=3ba lArr=21d0 lambda=3bb lang=27e8 larr=2190 lbrace=7b
    lbrack=5b lceil=2308 lcub=7b ldquo=201c le=2264 lfloor=230a lowast=2217 lowbar=5f loz=25ca lpar=28
    lrm=200e lsaquo=2039 lsqb=5b lsquo=2018 lstrok=142 mdash=2014 midast=2a minus=2212 mu=3bc nabla=2207
    nacute=144 ncaron=148 ndash=2013 ne=2260 ni=220b notin=2209 nsub=2284 nu=3bd num=23 odblac=151
    oelig=153 oline=203e omega=3c9 omicron=3bf oplus=2295 or=2228 otimes=2297 part=2202 percnt=25
    period=2e permil=2030 perp=22a5 phi=3c6 phone=260e pi=3c0 piv=3d6 plus=2b prime=2032 prod=220f
    prop=221d psi=3c8 quest=3f rArr=21d2 radic=221a rang=27e9 rarr=2192 rbrace=7d rbrack=5d rcaron=159
    rceil=2309 rcub=7d rdquo=201d real=211c rfloor=230b rho=3c1 rlm=200f rpar=29 rsaquo=203a rsqb=5d
    rsquo=2019 sacute=15b sbquo=201a scaron=161 scedil=15f sdot=22c5 semi=3b sigma=3c3 sigmaf=3c2
    sim=223c sol=2f spades=2660 star=2606 sub=2282 sube=2286 sum=2211 sup=2283 supe=2287 tau=3c4
    tcaron=165 tcedil=163 there4=2234 theta=3b8 thetasym=3d1 thinsp=2009 tilde=2dc trade=2122 uArr=21d1
    uarr=2191 udblac=171 umacr=16b upsih=3d2 upsilon=3c5 uring=16f verbar=7c vert=7c weierp=2118 xi=3be
    zacute=17a zcaron=17e zdot=17c zeta=3b6 zwj=200d zwnj=200c
    """
  )

  /// The longest name that counts without a semicolon.
  static let longestWithoutSemicolon = 6

  /// `name=hexadecimal` pairs as a table.
  private static func read(_ table: String) -> [String: Unicode.Scalar] {
    var names: [String: Unicode.Scalar] = [:]
    for pair in table.split(whereSeparator: \.isWhitespace) {
      let parts = pair.split(separator: "=")
      guard parts.count == 2, let value = UInt32(parts[1], radix: 16) else { continue }
      names[String(parts[0])] = Unicode.Scalar(value)
    }
    return names
  }
}
