// Syntax of the schema language, and nothing else: types, attributes, settings, index methods and functions are
// plain names here, which the compiler looks up in its tables.
parser grammar SchemaParser;

options { tokenVocab = SchemaLexer; }

file : declaration* EOF ;

declaration
  : importDeclaration
  | placementDeclaration
  | schemaDeclaration
  | tenancyDeclaration
  | sessionDeclaration
  | lintsDeclaration
  | allowDeclaration
  | entityDeclaration
  | extendDeclaration
  | mixinDeclaration
  | enumDeclaration
  | domainDeclaration
  | sequenceDeclaration
  | typeDeclaration
  | structDeclaration
  | viewDeclaration
  | storedViewDeclaration
  | queryDeclaration
  | functionDeclaration
  | roleDeclaration
  | rawDeclaration
  | seedDeclaration
  ;

importDeclaration  : IMPORT STRING (AS name)? ;
placementDeclaration : IN name ;
placed             : (space=sqlName DOT)? called=sqlName ;
// What is no name of the language stands in quotes.
sqlName            : name | STRING ;
schemaDeclaration  : SCHEMA name LBRACE setting* RBRACE ;
tenancyDeclaration : TENANCY LBRACE setting* RBRACE ;
setting            : FROZEN | SIGNED | name settingValue (COMMA settingValue)* ;
settingValue       : path | NUMBER | STRING ;
path               : name ((DOT | COLON2) name)* ;
// A declaration as it is named elsewhere: by its name, or behind its namespace.
reference          : name (DOT name)? ;
references         : reference (COMMA reference)* ;
sessionDeclaration : SESSION LBRACE sessionVariable* RBRACE ;
sessionVariable    : name COLON type QUESTION? FROM path attribute* ;
lintsDeclaration   : LINTS LBRACE (lintSetting | lintBaseline)* RBRACE ;
lintSetting        : lint=name level=name because? ;
lintBaseline       : BASELINE STRING ;
allowDeclaration   : ALLOW LBRACE allowance* RBRACE ;
allowance          : kind=name what=allowed (TO to=allowed)? because? ;
allowed            : path | SQL ;

entityDeclaration
  : FROZEN? (GLOBAL | SHARED)? ENTITY name (IN placed)? (WITH references)? attribute* inherited? because? visible? writable?
    LBRACE member* RBRACE
  ;
inherited         : INHERITED way=name ;
visible           : VISIBLE THROUGH name (DOT name (DOT name)?)? ;
writable          : WRITABLE BY reference because? ;
extendDeclaration : EXTEND reference LBRACE member* RBRACE ;
mixinDeclaration  : MIXIN name LBRACE member* RBRACE ;
enumDeclaration   : ENUM name (IN placed)? (AS name)? attribute* LBRACE enumValue* RBRACE ;
enumValue         : name (EQUALS STRING)? attribute* ;
domainDeclaration : DOMAIN name (IN placed)? COLON type (EQUALS value)? checkMember* ;
sequenceDeclaration : SEQUENCE name (IN placed)? (AS as=name)? sequenceOption* ;
sequenceOption    : IDENTIFIER NUMBER? ;
typeDeclaration   : TYPE name (IN placed)? LBRACE field* RBRACE ;
structDeclaration : STRUCT name LBRACE field* ELLIPSIS? RBRACE ;
viewDeclaration   : VIEW name (IN placed)? rights=IDENTIFIER? AS SQL ;
storedViewDeclaration : GLOBAL? MATERIALIZED VIEW name (IN placed)? refreshed? because? AS SQL storedViewClause* ;
refreshed         : REFRESHED (EVERY duration)? (BY references)? ;
storedViewClause  : (KEY | INDEX) columns ;
queryDeclaration
  : GLOBAL? QUERY name LPAREN (parameter (COMMA parameter)*)? RPAREN queryWord* because? AS SQL queryClause*
  ;
queryWord         : IDENTIFIER | VISIBLE | THROUGH | READ | ALL ;
parameter         : name COLON type QUESTION? attribute* ;
queryClause
  : PAGE BY columns
  | ORDER name BY columns
  | EMBED entity=reference AS alias=name (THROUGH relation=name)? (BY columns)?
  ;
functionDeclaration
  : (FUNCTION | PROCEDURE) name (IN placed)? LPAREN (parameter (COMMA parameter)*)? RPAREN (COLON type QUESTION?)? functionWord*
    (READS reads=references)? (TO callers=references)? because? AS SQL
  ;
functionWord      : LANGUAGE name | IDENTIFIER ;
roleDeclaration   : ROLE name because? LBRACE (readAll | setting)* RBRACE ;
readAll           : READ ALL references ;
rawDeclaration    : RAW (BEFORE | AFTER) name? SQL (UNDO SQL)? ;
because           : BECAUSE STRING ;

member
  : field
  | keyMember
  | foreignKeyMember
  | uniqueMember
  | indexMember
  | checkMember
  | excludeMember
  | policyMember
  | partitionMember
  | retainMember
  | searchMember
  | triggerMember
  | softDeleteMember
  | auditMember
  | storageMember
  | statisticsMember
  | lookupMember
  ;

field     : name COLON type QUESTION? (EQUALS value)? attribute* ;
type      : (reference (typeArguments | LESS reference GREATER)? | SQL) (nullElements? arraySuffix+)? ;
nullElements  : QUESTION ;
typeArguments : LPAREN NUMBER (COMMA NUMBER)* RPAREN ;
arraySuffix   : LBRACKET RBRACKET ;
attribute : AT name (LPAREN value (COMMA value)* RPAREN)? ;

keyMember    : KEY (columns globalReason? shadows? attribute* | NONE because?) ;
uniqueMember : UNIQUE columns includeClause? nullsClause? whereClause? globalReason? shadows? attribute* ;
shadows      : SHADOWS SHARED ;
indexMember
  : UNIQUE? INDEX name? columns includeClause? nullsClause? whereClause? withClause? globalReason? attribute*
  ;
checkMember  : CHECK name? SQL attribute* ;
foreignKeyMember : FOREIGN KEY columns REFERENCES reference referenced=columns? attribute* ;
policyMember : POLICY name FOR name (COMMA name)* (TO references)? SQL ;
names        : name (COMMA name)* ;

excludeMember : EXCLUDE name? LPAREN exclusion (COMMA exclusion)* RPAREN whereClause? globalReason? attribute* ;
exclusion     : column WITH (EQUALS | SQL) ;

partitionMember
  : PARTITION BY name columns (EVERY unit=name)? (AHEAD ahead=NUMBER)? retainClause? (INTO into=NUMBER)? partitionList?
  ;
partitionList : LBRACE (partitionItem (COMMA? partitionItem)*)? RBRACE ;
partitionItem : assignment attribute* ;
retainClause  : RETAIN duration ;
duration      : NUMBER name ;
retainMember  : RETAIN (duration BY name ANONYMISE? | FOREVER because?) ;

searchMember
  : SEARCH kind=name columns? (LANGUAGE language=name)? (method=IDENTIFIER metric=IDENTIFIER)? optionList?
  ;
triggerMember
  : TRIGGER name (BEFORE | AFTER) name (COMMA name)* (FOR EACH unit=name)? (WHEN condition=SQL)? body=SQL
  ;
softDeleteMember : SOFT_DELETE ;
auditMember      : AUDIT retainClause? withClause? ;
storageMember    : STORAGE optionList ;
statisticsMember : STATISTICS LPAREN fields=names RPAREN (FOR kinds=names)? ;
lookupMember     : LOOKUP LPAREN fields=names RPAREN (GIVES LPAREN given=names RPAREN)? ;

columns       : LPAREN column (COMMA column)* RPAREN ;
column        : (name | SQL) operatorClass=IDENTIFIER? direction? nullsOrder? ;
direction     : ASC | DESC ;
nullsOrder    : NULLS (FIRST | LAST) ;
includeClause : INCLUDE columns ;
whereClause   : WHERE SQL ;
nullsClause   : NULLS NOT DISTINCT ;
withClause    : WITH optionList ;
optionList       : LPAREN option (COMMA option)* RPAREN ;
option        : name EQUALS (name | NUMBER | STRING) ;
globalReason  : GLOBAL because ;

seedDeclaration : SEED name LBRACE seedItem* RBRACE ;
seedItem        : seedRow | seedScope ;
seedScope       : IN name LBRACE seedRow* RBRACE ;
seedRow         : (label=name COLON)? entity=reference LBRACE (assignment (COMMA? assignment)*)? COMMA? RBRACE ;
assignment      : name EQUALS value ;

value
  : NUMBER
  | STRING
  | SQL
  | TRUE
  | FALSE
  | NIL
  | list
  | object
  | reference (LPAREN (value (COMMA value)*)? RPAREN)?
  ;
list   : LBRACKET (value (COMMA value)*)? COMMA? RBRACKET ;
object : LBRACE (assignment (COMMA? assignment)*)? COMMA? RBRACE ;

// Every keyword is a name wherever a name can stand.
name
  : IDENTIFIER | SCHEMA | TENANCY | ENTITY | GLOBAL | BECAUSE | MIXIN | ENUM | STRUCT | SEED | IMPORT | IN | WITH | AS
  | KEY | UNIQUE | INDEX | CHECK | POLICY | FROZEN | SIGNED | SESSION | FROM | DOMAIN | VIEW | ROLE | RAW | BEFORE | AFTER | UNDO | LINTS | BASELINE | ALLOW | NONE | MATERIALIZED | REFRESHED | PROCEDURE
  | EXCLUDE | PARTITION | BY | EVERY | AHEAD | RETAIN | FOREVER | ANONYMISE | INTO | SEARCH | LANGUAGE | TRIGGER | EACH | WHEN
  | SOFT_DELETE | AUDIT | STORAGE | STATISTICS | LOOKUP | GIVES | FOREIGN | REFERENCES | QUERY | PAGE | ORDER | EMBED | EXTEND | THROUGH | WRITABLE | SHARED | SHADOWS | VISIBLE | INHERITED | READ | FUNCTION | READS | SEQUENCE | TYPE | ALL | TO | NOT | DISTINCT | FOR | INCLUDE | WHERE | ASC | DESC | NULLS | FIRST | LAST
  | TRUE | FALSE | NIL
  ;
