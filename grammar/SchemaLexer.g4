// Tokens of the schema language. Keywords are contextual: the parser's rule `name` admits each of them as a name.
lexer grammar SchemaLexer;

channels { DOC }

// Four slashes and more are a ruler, and document nothing.
DOC_COMMENT : '///' (~[/\r\n] ~[\r\n]*)? -> channel(DOC) ;
COMMENT     : '//' ~[\r\n]*  -> channel(HIDDEN) ;
SPACE       : [ \t\r\n]+     -> skip ;

SCHEMA      : 'schema' ;
TENANCY     : 'tenancy' ;
ENTITY      : 'entity' ;
GLOBAL      : 'global' ;
BECAUSE     : 'because' ;
MIXIN       : 'mixin' ;
ENUM        : 'enum' ;
STRUCT      : 'struct' ;
SEED        : 'seed' ;
IMPORT      : 'import' ;
IN          : 'in' ;
WITH        : 'with' ;
AS          : 'as' ;
KEY         : 'key' ;
UNIQUE      : 'unique' ;
INDEX       : 'index' ;
CHECK       : 'check' ;
POLICY      : 'policy' ;
FROZEN      : 'frozen' ;
SIGNED      : 'signed' ;
DOMAIN      : 'domain' ;
VIEW        : 'view' ;
ROLE        : 'role' ;
RAW         : 'sql' ;
BEFORE      : 'before' ;
AFTER       : 'after' ;
UNDO        : 'undo' ;
LINTS       : 'lints' ;
ALLOW       : 'allow' ;
EXCLUDE     : 'exclude' ;
PARTITION   : 'partition' ;
BY          : 'by' ;
EVERY       : 'every' ;
AHEAD       : 'ahead' ;
RETAIN      : 'retain' ;
FOREVER     : 'forever' ;
ANONYMISE   : 'anonymise' ;
INTO        : 'into' ;
SEARCH      : 'search' ;
LANGUAGE    : 'language' ;
TRIGGER     : 'trigger' ;
EACH        : 'each' ;
WHEN        : 'when' ;
SOFT_DELETE : 'soft_delete' ;
AUDIT       : 'audit' ;
STORAGE     : 'storage' ;
STATISTICS  : 'statistics' ;
WRITABLE    : 'writable' ;
TO          : 'to' ;
NOT         : 'not' ;
DISTINCT    : 'distinct' ;
FOR         : 'for' ;
INCLUDE     : 'include' ;
WHERE       : 'where' ;
ASC         : 'asc' ;
DESC        : 'desc' ;
NULLS       : 'nulls' ;
FIRST       : 'first' ;
LAST        : 'last' ;
TRUE        : 'true' ;
FALSE       : 'false' ;
NIL         : 'null' ;

IDENTIFIER : [a-zA-Z_] [a-zA-Z0-9_]* ;
NUMBER     : '-'? [0-9]+ ('.' [0-9]+)? ;
STRING     : '"' ( '\\' . | ~["\\\r\n] )* '"' ;
SQL        : '`' ~[`]* '`' ;

LBRACE   : '{' ;
RBRACE   : '}' ;
LPAREN   : '(' ;
RPAREN   : ')' ;
LBRACKET : '[' ;
RBRACKET : ']' ;
LESS     : '<' ;
GREATER  : '>' ;
COLON2   : '::' ;
COLON    : ':' ;
COMMA    : ',' ;
ELLIPSIS : '...' ;
DOT      : '.' ;
EQUALS   : '=' ;
QUESTION : '?' ;
AT       : '@' ;

UNTERMINATED_STRING : '"' ( '\\' . | ~["\\\r\n] )* ;
UNTERMINATED_SQL    : '`' ~[`]* ;
UNKNOWN             : . ;
