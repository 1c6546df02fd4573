/** Texts that stand for missing data in the posts, by column; a text of white space alone is missing too. */
export const markers = {
  title: /^(\s*|No Title Data Available)$/,
  description: /^(\s*|No description available( Story format)?|Untitled)$/,
  follower_count: /^(\s*|User Info Error)$/,
  poster_name: /^(\s*|User Info Error)$/,
  tag_list: /^(\s*|N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e)$/,
  image_src: /^(\s*|Image src error\.?)$/,
} as const;

/** The same texts in any case, with blanks or a stop around them: in whatever column they stand, they say that there is nothing. */
export const likeMarkers =
  /^\s*(no title data available|no description available( story format)?|untitled|user info error|n,o, ,t,a,g,s, ,a,v,a,i,l,a,b,l,e|image src error)[.!]?\s*$/i;
